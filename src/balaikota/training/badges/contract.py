"""What signs: the half of a key that jobs alone may hold."""

from collections.abc import Mapping
from typing import Any, Protocol


class Signer(Protocol):
    """A key of this city. `public` is its JWK, `kid` its thumbprint."""

    kid: str
    public: dict[str, str]

    def sign(self, payload: Mapping[str, Any], issuer: str) -> str:
        """The payload as a token of this issuer's."""
        ...
