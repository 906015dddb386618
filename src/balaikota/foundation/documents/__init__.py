"""Documents: the letters a city issues: numbered under a lock, drawn by Typst, signed by pyHanko, verifiable.

Words: letter, number, token, tanda tangan elektronik (UU 11/2008 jo. 1/2024), kutipan, pengganti, pencabutan.
"""
