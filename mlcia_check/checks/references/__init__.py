"""Checks of the reference list and of the citations that refer to it."""
