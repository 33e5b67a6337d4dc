"""The checks: each answers one question about a measured paper. `registry` lists them by name."""
