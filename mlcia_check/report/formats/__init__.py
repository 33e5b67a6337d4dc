"""The report formats: one module with one renderer for each."""
