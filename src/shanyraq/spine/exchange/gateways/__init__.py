"""Formats of other systems: reading what they give, writing what they take."""
