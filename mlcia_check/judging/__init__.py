"""A rule pack over a measured paper: an outcome for each rule, and the verdict."""
