"""Settings, root addresses, the process tree and the demo city: the only place that knows every room."""
