"""What a host asks for beside pages."""
