"""A report as bytes: one medium a file, for any report."""
