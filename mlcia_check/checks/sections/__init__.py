"""Checks of the sections that a call asks for, and of lengths."""
