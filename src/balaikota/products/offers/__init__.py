"""Files of other shops, joined into offers: rows of one product found together, and none lost on the way."""
