"""METHOD.md as a program: witnesses, counts, the labels that follow. Imports no Pelican and no theme."""
