"""Learning packages of a class (SCORM 1.2, SCORM 2004, cmi5): brought as a zip, played on an address of their own,
and what came of it. The two rooms above, `scorm` and `xapi`, speak with the package while it plays.
"""
