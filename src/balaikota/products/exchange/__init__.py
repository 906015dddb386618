"""Import and export: a seller's own file becomes products of theirs and nobody else's, and goes out again as a whole.

Words: import (one file brought by a seller), line (one product of it, and what became of it), announced and arrived.
"""
