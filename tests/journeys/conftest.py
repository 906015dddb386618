"""What every story needs: an open city hall, and a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser import open_browser
from tests.journeys.sample import tree

__all__ = ["browser", "tree"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = open_browser(playwright)
        yield opened
        opened.close()


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """What a story opened is put away with it: pages left open go on asking, and fill the memory."""
    yield chromium
    for context in chromium.contexts:
        context.close()
