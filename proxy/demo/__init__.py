"""A tour of everything with three databases made on the spot; it needs nothing installed."""
