"""Portal: the front door: home, search, "permohonan saya" the officers' work lists. No tables of its own."""
