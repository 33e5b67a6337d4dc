"""Small independent modules that any layer may use."""
