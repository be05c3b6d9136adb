"""Read YAML text into values with marks, parse dates, and report mistakes."""
