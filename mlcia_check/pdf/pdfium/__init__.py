"""What PDFium tells of a document: pages, text, fonts, ink, and what of it a reader sees."""
