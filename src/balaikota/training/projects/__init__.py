"""Action projects: the proposal a participant writes in a class and takes home as an innovation. Words: proyek aksi,
rancangan, penguji. The rubric is that of the class's curriculum (`courses.Version.rubric`); the forms of an innovation
are those of PP 38/2017.
"""
