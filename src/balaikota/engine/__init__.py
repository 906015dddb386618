"""How any public service runs."""
