"""What is found in a plan, as CI services read it."""
