"""Transactions over several sources: two-phase commit, its journal, and recovery after a failure."""
