"""Checks of pages, columns, edges and white space."""
