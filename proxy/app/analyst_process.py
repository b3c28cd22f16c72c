"""The helper process that reads long statements: a module to be run, that nobody imports."""

from __future__ import annotations

import sys

from proxy.app.analyst import serve

if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
