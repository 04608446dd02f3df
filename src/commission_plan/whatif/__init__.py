"""What if: a step is late, another course is taken, a gap is to be closed."""
