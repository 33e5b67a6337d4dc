"""Draft rule packs: from PDFs made with a venue's template, and from a call for papers."""

from __future__ import annotations
