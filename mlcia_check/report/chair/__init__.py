"""Outputs for the chair of a batch: a table, tags and letters."""
