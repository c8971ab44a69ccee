"""Where the sign-in library reaches us."""
