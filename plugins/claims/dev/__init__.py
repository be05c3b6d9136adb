"""`make devserver`: the server, and the process that builds for it."""
