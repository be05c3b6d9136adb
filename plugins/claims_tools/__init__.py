"""What helps authors write the file: each module is a command, `python -m claims.tools.<name>`, and a make target."""
