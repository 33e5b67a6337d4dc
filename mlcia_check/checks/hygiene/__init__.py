"""Checks of what a PDF file says beside its pages' content: they ask for `Paper.hygiene`."""
