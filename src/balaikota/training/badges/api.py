"""What programs read: the credential, what it points to, and the keys that signed it."""

import uuid

from django.http import HttpResponse

from balaikota.kit.http import Request, open_json, open_to_all, reads
from balaikota.training.badges import methods, queries

#: The media type of a credential secured as JWT (VC-JOSE-COSE).
JWT = "application/vc+jwt"


@reads(anyone=True)
def credential(request: Request, badge_id: uuid.UUID) -> HttpResponse:
    answer = open_to_all(queries.badge(badge_id).token, JWT)
    answer["Content-Disposition"] = f'attachment; filename="lencana-{badge_id}.jwt"'
    answer["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return answer


@reads(anyone=True)
def achievement(request: Request, code: str, number: int) -> HttpResponse:
    told = queries.course(queries.version(code, number)).achievement(queries.issuer())
    return open_json({"@context": methods.OB3, **told}, "application/ld+json")


@reads(anyone=True)
def issuer(request: Request) -> HttpResponse:
    return open_json({"@context": methods.OB3, **queries.issuer().profile()}, "application/ld+json")


@reads(anyone=True)
def status_list(request: Request, number: int) -> HttpResponse:
    answer = open_to_all(queries.status_list(number).token, JWT)
    answer["Cache-Control"] = "public, max-age=300"
    return answer


@reads(anyone=True)
def did(request: Request) -> HttpResponse:
    name = queries.did(request.get_host())
    return open_json(methods.did_document(name, queries.keys()), "application/did+json")


@reads(anyone=True)
def keys(request: Request) -> HttpResponse:
    return open_json(methods.key_set(queries.keys()), "application/jwk-set+json")
