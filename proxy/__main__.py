"""`python -m proxy` is `onedsn`."""

from proxy.cli import main

main()
