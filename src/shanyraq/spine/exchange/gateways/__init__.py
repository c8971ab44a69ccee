"""What stands outside: the files that a school brings and takes away."""
