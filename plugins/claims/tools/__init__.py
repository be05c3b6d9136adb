"""An author's commands: each module with a `main` is `python -m claims.tools.<name>`, and a make target."""
