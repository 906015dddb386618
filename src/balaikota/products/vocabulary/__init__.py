"""Vocabulary: the words products are called by, against slips of the finger and to suggest while somebody types.

Words: slip, key.
"""
