"""Courses: what is taught, as curriculum versions: objectives, subjects with their JP, rules for passing.

Words: course (pelatihan), version (versi kurikulum), subject (mata pelatihan), JP (jam pelajaran).
"""
