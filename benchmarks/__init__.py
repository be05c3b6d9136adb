"""How long builds take, by how much there is to build. README.md says what is measured and how."""
