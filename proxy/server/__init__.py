"""The edge towards clients: sockets, TLS, cancel requests, worker processes."""
