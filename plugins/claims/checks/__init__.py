"""What must hold of a file, and what could be better; loader.py runs all of it."""
