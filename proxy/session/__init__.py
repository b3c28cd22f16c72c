"""One client's conversation: states and decisions, no I/O."""
