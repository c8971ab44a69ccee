"""Figures: the only way to show a number about many people."""
