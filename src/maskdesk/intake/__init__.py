"""What comes from elsewhere, read in a process of its own that can be thrown away."""
