"""Checks for double-blind review."""
