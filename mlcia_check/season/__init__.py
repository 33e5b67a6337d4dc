"""A season of submissions, for a chair: what was decided about papers, and what changed between two runs."""
