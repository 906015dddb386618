"""Fields that take what people type."""

import pytest
from django.core.exceptions import ValidationError

from balaikota.kit.lines import Number


@pytest.mark.parametrize("said", ["2147483648", "-9.999.999.999", "99.999.999.999,5"])
def test_a_number_larger_than_its_column_is_refused_with_a_sentence(said: str) -> None:
    assert Number("Stok").clean("2.147.483.647") == 2_147_483_647
    with pytest.raises(ValidationError, match="terlalu besar"):
        Number("Stok", whole=False).clean(said)
