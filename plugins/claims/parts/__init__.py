"""What a site may leave out, a module or folder each."""
