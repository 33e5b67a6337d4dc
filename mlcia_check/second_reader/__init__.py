"""The second reader: measures again, in another way, what an error rests on."""
