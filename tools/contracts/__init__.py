"""Contracts for import-linter that its own kinds cannot say."""
