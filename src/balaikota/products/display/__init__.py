"""Display: products of the e-Katalog as a list shows them and as they are found; rendered when they change.

Words: card, lexeme, mark, lap, tally, pulse, face.
"""
