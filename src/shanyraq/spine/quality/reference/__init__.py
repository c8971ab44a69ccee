"""Dated limits of the rules and dated statistical campaigns, each row with its source."""
