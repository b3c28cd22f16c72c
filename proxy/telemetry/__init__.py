"""Counters, logs and traces, and the HTTP port that shows them."""
