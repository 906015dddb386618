"""What a city lives of: location quotients, typologies, specialisation, multipliers. Words: LQ, DLQ, Klassen, overlay."""
