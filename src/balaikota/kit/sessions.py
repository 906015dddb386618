"""Sessions lie in the database. Every page of whoever has signed in reads one, so that is planned once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from balaikota.kit import prepared

READ = """select session_data, expire_date from django_session
    where session_key = %(key)s::text and expire_date > %(now)s::timestamptz"""


class SessionStore(db.SessionStore):
    """Django's own; only how a session is read differs."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key or ""
        rows = prepared.rows(READ, {"key": key, "now": timezone.now()})
        if not rows:
            self._session_key = None
            return None
        data, until = rows[0]
        return self.model(session_key=key, session_data=data, expire_date=until)
