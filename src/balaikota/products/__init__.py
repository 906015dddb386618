"""e-Katalog: where the city's small businesses are found, and sell; a floor of rooms."""
