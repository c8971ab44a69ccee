"""Checks that no linter has: each module prints what it found and exits 1 when there was anything."""
