"""A slow reference engine for the plan file, to hold the production engine against."""
