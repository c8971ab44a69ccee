"""What `./shanyraq` does around the house: install, start, test, check. Standard library only."""
