"""Draft a rule pack from PDFs that follow a venue's template."""

from __future__ import annotations
