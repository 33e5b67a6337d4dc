"""Checks of what the paper says: language, front matter, appendix, hidden text, earlier publication."""
