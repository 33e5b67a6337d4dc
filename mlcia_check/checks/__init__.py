"""The checks: each is a function from a measured paper to answers. `registry` lists them by name."""
