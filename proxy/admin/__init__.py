"""What operations see and do: the console on the DSN database `onedsn`, and the page."""
