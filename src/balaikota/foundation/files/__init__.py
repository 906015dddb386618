"""Files: what people upload, kept safely: checked by content, cleaned, never trusted by name.

Words: stored file, scan, guard (who may open it). Opened only through a permission check.
"""
