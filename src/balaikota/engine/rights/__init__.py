"""Rights: what a person may ask about their own data (UU 27/2022 pasal 5-13), each with its legal clock.

Words: request.
"""
