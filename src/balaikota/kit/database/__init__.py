"""Django's PostgreSQL, with lines that are looked at before they are used again, not asked."""
