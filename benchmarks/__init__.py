"""How long a check, a build and an edit take, and how that grows with the number of claims."""
