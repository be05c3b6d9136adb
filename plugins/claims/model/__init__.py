"""What a file may say: its records, what each field holds, and how values become records."""
