"""What the commands of `claims` do, a module for each (cli.py)."""
