"""Materials of a class: a PDF, a video with its captions, or a link; and what each participant has been through."""
