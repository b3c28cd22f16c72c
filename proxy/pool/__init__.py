"""Connections at rest: who may take one, and in which order."""
