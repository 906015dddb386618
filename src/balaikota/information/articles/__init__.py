"""Articles: news, announcements, frequent questions and public documents, written, reviewed and kept true by editors.

Law: UU 14/2008. Words: article, version, review.
"""
