"""claims.yaml → Dataset: read, parsed, checked. Knows no HTML and no Pelican."""
