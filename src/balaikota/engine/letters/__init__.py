"""Letters a service file describes: paragraphs with the answers in their places, for services without Python.

A service that keeps a register makes its own papers; this room is for all the others.
"""
