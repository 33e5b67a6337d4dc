"""Sentences, numbers and counts in English and Chinese: what every format says in the same words."""
