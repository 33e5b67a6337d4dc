"""Reads what stands on a page: text, drawings, pictures, and the fonts of its text."""
