"""Checks of the reference list and of the citations that lead to it."""
