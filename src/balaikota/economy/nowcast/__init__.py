"""An estimate of the quarter that is not published yet, with a back-test that says whether it is worth anything.

Words: nowcast, model, back-test, bridge.
"""
