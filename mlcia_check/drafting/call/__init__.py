"""Draft a rule pack from a call for papers in Markdown."""

from __future__ import annotations
