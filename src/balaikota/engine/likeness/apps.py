"""Opens this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Likeness(AppConfig):
    name = "balaikota.engine.likeness"
    label = "likeness"

    def ready(self) -> None:
        from balaikota.engine.cases.contract import officers_see
        from balaikota.engine.likeness import queries
        from balaikota.engine.likeness.contract import follows_the_person
        from balaikota.foundation.people.contract import register_other_records, register_section

        officers_see("likeness/_panel.html", queries.panel_of)
        register_other_records(queries.other_records)
        register_section("likeness/_section.html", queries.shown)
        # What rooms below keep of a person. Rooms above register their own.
        follows_the_person("cases.Case", "applicant", called=_("permohonan"))
        follows_the_person("cases.Draft", "person", called=_("draf"))
        follows_the_person("files.StoredFile", "owner", called=_("berkas"))
        follows_the_person("documents.Letter", "subject", called=_("surat"))
        follows_the_person("notifications.Message", "to", called=_("pesan"))
        follows_the_person("people.AnggotaKeluarga", "person", called=_("tempat pada Kartu Keluarga"))
        follows_the_person("people.FormerIdentity", "person", called=_("data sebelum perubahan"))
        follows_the_person("account.EmailAddress", "user", called=_("alamat email akun"), with_login=True)
        follows_the_person("mfa.Authenticator", "user", called=_("pengaman akun"), with_login=True)
