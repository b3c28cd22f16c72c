"""Rows that reference rows of other databases: declared relations and what keeps them true."""
