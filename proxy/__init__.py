"""One PostgreSQL DSN in front of many databases."""

__version__ = "0.1.0"
