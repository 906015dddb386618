"""Showcase: a seller's public page, its short link, poster and sharing picture, and catalogues to print.

Words: fair, a bazaar for which an officer chooses the sellers of a printed catalogue; stall, one seller in it.
"""
