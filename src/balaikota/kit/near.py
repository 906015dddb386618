"""What one process keeps for itself, as it is: neither packed nor copied, so asking costs next to nothing.

Django's own packs each value and unpacks it for each who asks: of a page of 60 KB that is a tenth of its whole price. Here
everybody gets the same object; nobody may change what they are given.
"""

import math
import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

from balaikota.kit import replicas

#: What was read from a copy of the database may be a moment old, and is kept no longer than that.
OLD_SECONDS = 10
#: Of each cache by its name, for all threads: until when (None is for ever) and what; first what was not asked for longest.
_stores: dict[str, tuple[OrderedDict[str, tuple[float | None, Any]], Lock]] = {}


class Near(BaseCache):
    """`caches["near"]`."""

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.most = int(params.get("OPTIONS", {}).get("MAX_ENTRIES", 300))
        self.store, self.lock = _stores.setdefault(name, (OrderedDict(), Lock()))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self.lock:
            found = self._found(key)
            return default if found is None else found[1]

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        with self.lock:
            self._keep(key, value, timeout)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with self.lock:
            if self._found(key) is not None:
                return False
            self._keep(key, value, timeout)
            return True

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        with self.lock:
            found = self._found(key)
            if found is None:
                raise ValueError(key)
            self.store[key] = found[0], found[1] + delta
            return int(found[1] + delta)

    def delete(self, key: str, version: int | None = None) -> bool:
        with self.lock:
            return self.store.pop(key, None) is not None

    def clear(self) -> None:
        with self.lock:
            self.store.clear()

    def _found(self, key: str) -> tuple[float | None, Any] | None:
        found = self.store.get(key)
        if found is None:
            return None
        if found[0] is not None and found[0] <= time.time():
            del self.store[key]
            return None
        self.store.move_to_end(key)
        return found

    def _keep(self, key: str, value: Any, timeout: Any) -> None:
        until = self.get_backend_timeout(timeout)
        if replicas.reading():
            until = min(until or math.inf, time.time() + OLD_SECONDS)
        self.store[key] = until, value
        self.store.move_to_end(key)
        while len(self.store) > self.most:
            self.store.popitem(last=False)
