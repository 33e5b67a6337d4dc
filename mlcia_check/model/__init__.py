"""The values that the layers hand to each other. Data only: nothing here reads a file or judges a paper."""
