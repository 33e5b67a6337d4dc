"""What else is seen of the text: hidden words, white space, spacing of letters, fonts in use."""
