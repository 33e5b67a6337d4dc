"""Papers with one violation each, mended as the report says, and judged again."""
