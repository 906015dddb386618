"""Coaching: who coaches which business and why that one, their meetings, what was agreed until when, what it changed.

Law: none; after PLUT's seven fields and SCORE's practice. Words: coach, mentoring, session, agreement.
"""
