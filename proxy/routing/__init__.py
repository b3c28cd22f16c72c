"""Where a statement goes, and why. Pure decisions over rules, facts and the session's context."""
