"""Pure rules of the interface."""
