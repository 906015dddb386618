"""What every story needs: an open city hall."""

from tests.journeys.tree import tree

__all__ = ["tree"]
