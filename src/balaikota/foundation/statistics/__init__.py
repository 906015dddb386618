"""Statistics: published figures, each with its date, source and definition. Words: figure, reading."""
