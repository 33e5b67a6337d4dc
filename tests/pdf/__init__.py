"""Tests of `pdf`."""
