"""Damages papers in many ways and sends each through every door: see docs/trust.md."""
