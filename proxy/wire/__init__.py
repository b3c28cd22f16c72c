"""The PostgreSQL protocol as bytes: no sockets, no clocks."""
