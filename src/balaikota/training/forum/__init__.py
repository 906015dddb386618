"""The forum of a class: topics and posts of its participants, trainers and organisers, and of nobody else.

Words: forum, topik, tulisan, balasan, disembunyikan, rangkuman (the digest of a day). A class that ended is read only.
"""
