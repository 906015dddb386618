"""Places: offices, clinics, schools, parks and other places, with their opening hours, on the map.

Words: place, opening, span, unusual day, timetable.
"""
