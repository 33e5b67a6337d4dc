"""Makes the pages on rules and the README's picture from rule files, fixtures and a real run.

`python -m tools.docs` writes them anew; tests/project/test_docs.py holds them to what it would write.
"""
