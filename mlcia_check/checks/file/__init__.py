"""Checks of the PDF as a file."""
