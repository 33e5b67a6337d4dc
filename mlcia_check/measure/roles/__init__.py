"""A role for every line."""
