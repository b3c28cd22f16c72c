"""PostgreSQL as a backend: bytes are relayed; asyncpg does what is not the query path."""
