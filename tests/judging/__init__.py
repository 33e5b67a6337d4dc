"""Tests of `judging`."""
