"""Organisations: agencies (OPD), kecamatan and kelurahan offices, their desks, and posts held from–to.

Every right in the house follows from a post (jabatan), never from a flag on a person. Words: desk,
post, duty.
"""
