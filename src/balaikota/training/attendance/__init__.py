"""Attendance: who was in which session, proved by the code at the door or written down by the organiser.

Words: door code (kode pintu), which changes every 30 seconds; struck (dicoret), to be confirmed (perlu dipastikan).
"""
