"""The city of the reports room."""

from balaikota.complaints.reports.tests.conftest import city, hole, road  # noqa: F401
