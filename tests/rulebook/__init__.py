"""Tests of `rulebook`."""
