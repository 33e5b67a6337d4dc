"""Tests of `second_reader`."""
