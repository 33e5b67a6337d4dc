"""What a chair gets for many papers: a table, tags, letters."""
