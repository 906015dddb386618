"""Lexicon: the words of a city hall: spellings, slang, what asks for the same, and names that are never altered.

No tables. Words: lexeme, spelling key, saying, term.
"""
