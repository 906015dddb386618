"""What one cell of an office's list says, and what its columns are called."""
