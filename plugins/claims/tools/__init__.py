"""Commands for authors: each module with a `main` is `python -m claims.tools.<name>`, and a make target."""
