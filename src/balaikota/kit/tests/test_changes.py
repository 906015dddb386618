"""What changed between two texts, and an address from a title."""

from hypothesis import given, settings
from hypothesis import strategies as st

from balaikota.kit import changes


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_the_difference_gives_both_texts_back(before: str, after: str) -> None:
    bits = changes.changes(before, after)
    assert "".join(bit.text for bit in bits if bit.kind != "new") == before
    assert "".join(bit.text for bit in bits if bit.kind != "gone") == after


@settings(deadline=None)
@given(st.text(max_size=300))
def test_every_title_has_an_address_of_its_own(title: str) -> None:
    slug = changes.slug_of(title, lambda taken: taken == "informasi")
    assert slug
    assert slug != "informasi"
    assert len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
