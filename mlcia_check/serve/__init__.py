"""A page in the browser that takes PDFs and shows their reports: nothing is stored, nothing is sent on."""
