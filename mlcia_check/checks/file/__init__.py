"""Checks of the PDF file itself."""
