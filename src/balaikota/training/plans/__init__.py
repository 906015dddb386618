"""The year plan of trainings with its budget: drafted by the organiser, approved by whoever leads the agency, revised as a
new version; and what became of each line. Words: rencana tahunan pengembangan kompetensi, baris rencana, realisasi.
Law: LAN 10/2018 (plan, carry out, evaluate; only its opening was found). Four eyes are our own rule.
"""
