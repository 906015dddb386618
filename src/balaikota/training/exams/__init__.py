"""Exams: the question bank of a course, pre- and post-tests of a class, and what their figures say.

Words: question (soal), exam (tes), sitting (pengerjaan), answer (jawaban); difficulty, discrimination and gain are
in `methods` with their sources.
"""
