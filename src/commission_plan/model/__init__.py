"""The plan as written: validated and frozen."""
