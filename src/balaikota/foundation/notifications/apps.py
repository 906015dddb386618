"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Notifications(AppConfig):
    name = "balaikota.foundation.notifications"
    label = "notifications"

    def ready(self) -> None:
        from balaikota.foundation.notifications import queries
        from balaikota.foundation.notifications.contract import OTHER, group
        from balaikota.foundation.people.contract import Part, own_part

        decisions = _("Putusan selalu ada di kotak masuk, apa pun yang Anda pilih di sini.")
        group(
            "permohonan",
            _("Permohonan dan putusannya"),
            "cases",
            "carryover",
            "letters",
            "records",
            hint=decisions,
        )
        group("janji", _("Janji temu dan pengambilan"), "counter", "parcels", "cards")
        group("pengaduan", _("Pengaduan"), "reports", "georeport")
        group("kota", _("Peringatan dan kabar kota"), "alerts", "articles", "agenda", "places")
        group("data", _("Data dan akun saya"), "rights", "retention", "people", "webpush", "partners")
        group(OTHER, _("Kabar lain"), hint=_("Survei, pengingat, dan pekerjaan kantor."))
        none = _("Kabar tentang urusan Anda akan muncul di sini.")
        own_part(
            Part(
                "kabar",
                _("Kotak masuk"),
                50,
                queries.own_messages,
                "/kotak-masuk/",
                empty=none,
                pack=queries.pack,
            )
        )
