"""The search: its index and its pages."""
