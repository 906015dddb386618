"""Ideas: a box where residents and staff leave a thought for a better city; similar ones are shown first.

PP 38/2017 (initiators). Words: idea, comment, support, answer.
"""
