"""“Verdicts” in data/README.md as a program: witnesses, counts, the labels that follow. Knows no Pelican, no theme."""
