"""Waiting: how long people really wait for each service, measured and said with its method; and what the clock
does to open cases: the ladder of a step that takes too long, and new due times when the calendar changes.

Words: waiting time, closing, burst, fence, ladder, rung. No article of law: a measure of our own, see `methods.py`.
"""
