"""Reads a file's own objects without PDFium: names, page tree, cross references, metadata."""
