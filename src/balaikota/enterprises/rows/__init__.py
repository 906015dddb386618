"""The rows of an office's list, read column by column: as lines for the register, or as reasons."""
