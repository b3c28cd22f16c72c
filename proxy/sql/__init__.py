"""What a statement is: its boundaries, its kind, its tables. Pure functions, no I/O."""
