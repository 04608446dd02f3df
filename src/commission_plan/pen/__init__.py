"""A plan file edited as a person would: only what must change changes, and every comment stays."""
