"""Imports: the lists offices really have, brought into the register of businesses, and taken out again as a whole.

Law: UU 27/2022 art. 31, 36 (no more than is needed, correct and current). Words: import (one file brought), mapping (which
column is what), reason (why a row was not taken, or what was left out of it), announced and arrived.
"""
