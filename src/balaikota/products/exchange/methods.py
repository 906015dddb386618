"""Why a photo did not come, in words."""

from django.utils.translation import gettext as _

#: What may be otherwise next time: such a photo is asked for again.
PASSING = frozenset(("timeout", "out_of_time", "unreachable", "broken_off"))


def why_not(word: str) -> str:
    """A sentence for a word of the gateway's; a sentence of the files room stays as it is."""
    if word.startswith("http_"):
        return _("alamatnya menjawab %s") % word.removeprefix("http_")
    return {
        "unknown_host": _("alamatnya tidak ditemukan"),
        "private_address": _("alamatnya tidak di internet terbuka"),
        "unsafe_address": _("alamatnya tidak dapat dipakai"),
        "timeout": _("tidak menjawab dalam 15 detik"),
        "redirects": _("alamatnya terus berpindah"),
        "out_of_time": _("waktunya habis; unggah berkas ini lagi untuk melanjutkan"),
        "broken_off": _("terputus, atau lebih dari 10 MB"),
        "unreachable": _("alamatnya tidak tersambung"),
        "not_trusted": _("sertifikat situsnya tidak sah"),
    }.get(word, word)
