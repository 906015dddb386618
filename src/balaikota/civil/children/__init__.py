"""Children: recognition, legitimation and adoption, each a note on the birth deed and never an overwrite.

Law: UU 23/2006 pasal 47 to 50 jo. UU 24/2013, Permendagri 108/2019. Words: pengakuan, pengesahan, pengangkatan anak.
"""
