"""The version: stated here once, read by the build."""

from __future__ import annotations

VERSION = "0.1.0"
