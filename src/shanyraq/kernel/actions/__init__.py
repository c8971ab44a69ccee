"""Acts: the only way anything is written."""
