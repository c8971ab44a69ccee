"""A region of any size, of invented people in the real territories; the same seed gives the same region."""
