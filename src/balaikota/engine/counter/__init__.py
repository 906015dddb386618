"""Counter: where residents come in person. Typed-in applications, appointments, queue numbers.

Law: UU 25/2009 pasal 21 (places and facilities of service), UU 27/2022. Words: loket, janji temu, nomor antrean.
"""
