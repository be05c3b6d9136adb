"""The records of the file: their fields, the parser that builds them, and their translation."""
