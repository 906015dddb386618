"""Portal: the front door: home, search, "permohonan saya" and the officers' work lists. No tables of its own."""
