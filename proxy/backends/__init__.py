"""What holds the data: every backend speaks the PostgreSQL protocol upward."""
