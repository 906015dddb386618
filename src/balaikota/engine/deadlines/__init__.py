"""Deadlines: the working calendar (weekends, national holidays, cuti bersama) as dated data, and due times.

Words: holiday, working calendar, limit, pause. SKB 3 Menteri names the holidays of each year.
"""
