"""Small things that any layer may use. Each stands alone."""
