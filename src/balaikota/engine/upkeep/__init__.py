"""How the machine fares: its queue, database, disk, backups, drills, certificates and last errors, for who runs it."""
