"""What follows an event, and what of it comes first."""

import pytest
from django.db import connection

from balaikota.kit import reactions

pytestmark = pytest.mark.django_db


def taken_next() -> int:
    """The event of the job that a worker takes now."""
    with connection.cursor() as cursor:
        cursor.execute("select args->>'event_id' from procrastinate_fetch_job_v2(null, null)")
        return int(cursor.fetchone()[0])


def test_a_paper_is_made_before_anybody_is_told_of_another() -> None:
    reactions.defer("documents.issued", 1)
    reactions.defer("documents.requested", 2)
    reactions.defer("documents.requested", 3)
    assert [taken_next() for _time in range(3)] == [2, 3, 1]
