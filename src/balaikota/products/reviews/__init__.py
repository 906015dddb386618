"""Reviews: what buyers say of what they received. Only a received order can be reviewed, each of its lines once.

Words: review, stars and words about one line; objection, somebody's wish that an officer looks at a review.
"""
