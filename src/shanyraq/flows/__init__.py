"""Stories that cross groups. One story a file, named after it; no tables here."""
