"""Checks of fonts and type sizes."""
