"""What must hold before a plan can be scheduled at all: every name leads somewhere, and nothing waits for itself."""
