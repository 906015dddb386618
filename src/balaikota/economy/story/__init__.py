"""What the figures say of a year: sentences, leading industries, and checks. Words: story, standing, span, check."""
