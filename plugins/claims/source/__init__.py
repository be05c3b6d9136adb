"""Text → values with marks: the YAML of the file read, its mistakes told, its dates understood."""
