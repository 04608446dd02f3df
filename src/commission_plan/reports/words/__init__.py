"""What several answers say alike, in words and as data."""
