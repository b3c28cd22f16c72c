"""The running proxy: rules become pools and plans, signals become reloads and drains."""
