"""What helps authors write the file: each module is a command, `python -m claims_tools.<name>`, and a make target."""
