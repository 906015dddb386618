"""SCORM 1.2 and SCORM 2004 (4th edition) while a package plays: the run-time data model, asked in the browser and
checked here again. Sequencing rules of SCORM 2004 are not followed: a participant chooses the next item.
"""
