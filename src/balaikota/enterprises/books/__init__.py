"""Books: the cash book of a business, its monthly statements, and its final tax.

Law: SAK EMKM (statements), PP 55/2022 (final tax). Words: entry, one thing that happened with money; reversal, the
entry that takes another back (nothing is ever changed or removed); closing, a month to which no entry is added any
more; position and result, the statements.
"""
