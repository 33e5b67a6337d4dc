"""What a file's own objects tell, read without PDFium: names, page tree, cross references, metadata."""
