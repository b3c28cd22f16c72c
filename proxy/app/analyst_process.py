"""The helper process that reads long statements: a module to be run, that nobody imports."""

from __future__ import annotations

import os
import sys

from proxy.app.analyst import serve

if __name__ == "__main__":
    # Where there are few processors, whoever sends short statements comes first.
    os.nice(10)
    serve(sys.stdin.buffer, sys.stdout.buffer)
