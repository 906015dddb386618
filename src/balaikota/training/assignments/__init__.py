"""Assignments: what a trainer or organiser asks of a class, what its participants hand in, and what two markers who do
not see each other found of it. Words: tugas, serahan, terlambat, kelonggaran, penguji. The rubric is the assignment's
own (`rubrics`); a mark is told to the participant once it was released.
"""
