"""The running proxy: rules become pools and plans, signals become reloads and drains."""

from proxy.app.serve import serve

__all__ = ["serve"]
