"""A seller's shelf in the words of other shops, and what a file of such a shop would change on it.

Words: mirror (what we would have written ourselves in the same dialect: only what differs from it is a change), shelf.
"""
