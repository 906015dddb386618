"""Quotations: an office asks several sellers for a price; offers stay sealed until the closing time.

Words: inquiry, what an office asks for; need, one line of it; invitation, that one seller is asked; offer, the answer.
The minutes record a comparison of prices. They are no contract and take the place of no procurement procedure.
"""
