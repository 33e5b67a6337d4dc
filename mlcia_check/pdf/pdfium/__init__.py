"""Reads a document with PDFium: its pages, text, fonts and ink, and which of these are visible."""
