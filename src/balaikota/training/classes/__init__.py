"""Classes: one run of a course with its sessions, places, trainers, nominations by units and a waiting list.

Words: class (kelas; the model is `Cohort`, angkatan), session (sesi), nomination (usulan), enrolment (kepesertaan).
"""
