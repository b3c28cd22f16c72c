"""SQLite as a backend: a small PostgreSQL server over one file."""
