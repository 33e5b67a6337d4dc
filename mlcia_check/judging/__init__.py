"""Judges a measured paper under a pack: an outcome for each rule, and the verdict."""
