"""Numbers of the law for a week of lessons, each with its first day and its source."""
