"""A small library in C that asks PDFium about all objects and characters of a page in a few calls."""
