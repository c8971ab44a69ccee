"""FET, the free timetabling program: its files are read, written back unchanged, and turned into a problem."""
