"""What tests of every module need."""
