"""What holds for the whole paper: body type, columns, sections, references, language."""
