"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Attendance(AppConfig):
    name = "balaikota.training.attendance"
    label = "attendance"

    def ready(self) -> None:
        from balaikota.foundation.offline.contract import send_later
        from balaikota.training.attendance import queries
        from balaikota.training.classes import contract

        contract.tab(_("Rekap kehadiran"), "attendance:summary", 10)
        contract.offer(queries.offers)
        send_later("/pelatihan/hadir/", posts=("/pelatihan/hadir/catat/",), to="/pelatihan/hadir/catat/")
