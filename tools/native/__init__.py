"""Builds, sanitizes and proves the native page reader: see docs/development/native-page-reader.md."""
