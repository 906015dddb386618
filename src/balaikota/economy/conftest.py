"""The city of the businesses, for what economy says of them."""

from balaikota.enterprises.conftest import city, kelurahan

__all__ = ["city", "kelurahan"]
