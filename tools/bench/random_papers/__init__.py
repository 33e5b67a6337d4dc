"""Random papers in the format, cheated variants of known size, and what mlcia-check says of both."""
