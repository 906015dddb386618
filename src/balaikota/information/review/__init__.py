"""Review: what articles and happenings share: versions that are never changed, duties, four eyes (decision 0025).

Words: head, live, stage, review.
"""
