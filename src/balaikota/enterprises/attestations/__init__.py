"""Attestations: letters of the city about a business: what it climbed while coached, and a recommendation for a purpose.

Law: none of its own; a letter is signed by the head of the office and can be verified. Words: certificate, recommendation.
"""
