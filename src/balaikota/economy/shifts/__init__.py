"""Shift-share: how much of a region's change is the nation's, its mix's and its own. Words: mix, competitive, allocation."""
