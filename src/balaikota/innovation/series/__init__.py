"""One series before and after a start: a shift with autocorrelated errors, fake starts, and what could be seen at all."""
