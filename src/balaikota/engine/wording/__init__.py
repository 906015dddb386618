"""Conditions of service files in words: read aloud, and written by choosing a question, a comparison and an answer."""
