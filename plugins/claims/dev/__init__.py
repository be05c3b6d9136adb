"""`make devserver`: the server, and the process in which it builds."""
