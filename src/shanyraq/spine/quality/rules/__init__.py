"""What the register is asked, and what follows from the answers. Pure."""
