"""How a verdict is counted: origins, witnesses, and the label that follows. Imports no Pelican and no theme."""
