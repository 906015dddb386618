"""Pictures: photos that are shown to many, kept without their hidden notes, in sizes a cheap phone can load.

Words: picture, rendition, fingerprint.
"""
