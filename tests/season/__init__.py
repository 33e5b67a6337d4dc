"""Tests of what chairs decide and of comparing runs."""
