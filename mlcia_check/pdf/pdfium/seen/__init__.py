"""Finds the words of a page that nobody sees, and prose that is seen without being text."""
