"""The report on the city's economy as a paper (PDF/A): drawn from the same figures as the pages. Words: bulletin."""
