"""What the proxy costs, side by side with what else there is, on one PostgreSQL."""
