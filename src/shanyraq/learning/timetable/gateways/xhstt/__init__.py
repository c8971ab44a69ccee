"""XHSTT, the format of the archive of high school timetabling: instances, solutions, and their costs as the archive counts."""
