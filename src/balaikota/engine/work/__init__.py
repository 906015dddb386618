"""The officer's desk: what lies on it, found by number or name; many files at a time, with a minute to undo;
notes among officers, files handed to a colleague, and what was thought of each paper (*meja kerja*)."""
