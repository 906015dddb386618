"""Cards: KTP-el, KIA and the digital identity (IKD).

Law: UU 24/2013 pasal 63 and 64, Permendagri 2/2016 (KIA), 72/2022 (IKD). Words: blangko, wajib KTP.
"""
