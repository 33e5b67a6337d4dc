"""The values that the layers pass to each other. Data only: nothing here reads a file or judges a paper."""
