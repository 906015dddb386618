"""The case API for partners' programs, `/api/v1/`: the questions, rules and refusals of the pages, as JSON.

OpenAPI 3.1 at `/api/v1/openapi.json`, a page that lists the operations at `/api/v1/`. Faults are problem+json
(RFC 9457) in the language the program asks for. Descriptions are Indonesian: they are data, not a page.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

import structlog
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _
from ninja import Field, File, Form, Header, NinjaAPI, Path, Query, Schema
from ninja import UploadedFile as NinjaFile
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.opendata import queries as opendata
from balaikota.engine.partners import actions, methods, queries
from balaikota.engine.partners.models import Act, Partner, Submission
from balaikota.kit.errors import Refusal, found
from balaikota.kit.http import Request, View, disclosed, page, reads, writes
from balaikota.kit.throttle import slow_down

log = structlog.get_logger()
UNKEPT = {"Cache-Control": "no-store"}
PROBLEM = "application/problem+json"


class PartnerToken(HttpBearer):
    """`Authorization: Bearer mitra_…`"""

    def authenticate(self, request: HttpRequest, token: str) -> Partner:
        return actions.admit(token).partner


class CaseApi(NinjaAPI):
    """Answers are for the program that asked: no cache keeps them."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        response = super().create_temporal_response(request)
        response["Cache-Control"] = "no-store"
        return response

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """As Ninja writes it, and the faults under the name they are sent with."""
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {PROBLEM: answer["content"].pop("application/json")}
        return schema


api = CaseApi(
    title="Balaikota",
    version="1",
    description="Mengajukan dan mengikuti permohonan atas nama warga yang mengizinkannya.",
    docs_url=None,
    docs_decorator=reads(anyone=True),
    auth=PartnerToken(),
    urls_namespace="case_api",
)


def looked(path: str, **said: Any) -> Callable[[View], View]:
    """An operation that only looks: GET, and HEAD as of every address. The description of the API names GET alone."""

    def known(view: View) -> View:
        api.api_operation(["HEAD"], path, include_in_schema=False, **said)(view)
        return api.get(path, **said)(view)

    return known


# --- what is said ---------------------------------------------------------------------------------


class ServiceOut(Schema):
    slug: str
    name: str
    summary: str
    acts: list[Act] = Field(description="Yang boleh dilakukan mitra ini: submit, read, answers.")
    form: str = Field(description="Alamat formulirnya sebagai JSON Schema.")


class ApplicationIn(Schema):
    service: str = Field(description="Kode layanan.")
    consent: str = Field(max_length=80, description="Kode izin dari warga (izin-…). Berlaku sekali.")
    answers: dict[str, Any] = Field(description="Isian menurut formulir layanan.")
    declared: list[str] = Field([], description="Pernyataan yang dicentang warga, menurut namanya.")


class CaseOut(Schema):
    number: str
    service: str
    state: str = Field(description="open, late, waiting (menunggu warga), granted, refused, withdrawn.")
    step: str
    submitted_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: str | None
    link: str = Field(description="Halaman permohonan untuk warganya.")


class CasesOut(Schema):
    items: list[CaseOut]
    next: str | None = Field(description="Alamat halaman berikutnya; kosong bila sudah habis.")


class AnswersOut(Schema):
    number: str
    answers: dict[str, Any]
    reason: str = Field(description="Alasan putusan, seperti dibaca warganya.")


class FileOut(Schema):
    id: str = Field(description="Disebut dalam isian berkas.")
    name: str
    content_type: str


class ProblemOut(Schema):
    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, str]] = Field([], description="Nama isian dan kalimatnya.")


#: What every operation may answer instead.
FAULTS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 422, 429}): ProblemOut}


def _partner(request: HttpRequest) -> Partner:
    partner: Partner = request.auth  # type: ignore[attr-defined]  # set by Ninja once admitted
    return partner


def _case(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"link": queries.address(reverse("cases:case", args=[said["number"]]))}


def _seen(request: HttpRequest, name: str, **event: Any) -> None:
    """A look is recorded before the answer leaves, as the partner, with the purpose it agreed on."""
    partner = _partner(request)
    disclosed(name=name, by=None, purpose=partner.purpose, partner=partner.name, **event)


def _opened(request: HttpRequest, row: Submission, *, what: str) -> None:
    case = found(row.case)
    _seen(request, "partners.opened", about=case, subject=case.applicant, what=what)


# --- services and forms ---------------------------------------------------------------------------


@looked(
    "layanan", response={200: list[ServiceOut], **FAULTS}, summary=_("Layanan yang boleh dipakai mitra ini")
)
@reads(anyone=True, walled=False)
def services(request: Request) -> Any:
    rows = queries.scopes(_partner(request))
    _seen(request, "partners.listed", about=_partner(request))
    return [
        {
            "slug": scope.service.slug,
            "name": scope.service.name,
            "summary": scope.service.summary,
            "acts": scope.acts,
            "form": queries.address(reverse("case_api:form", args=[scope.service.slug])),
        }
        for scope in rows
    ]


@looked(
    "layanan/{slug}",
    response={200: dict[str, Any], **FAULTS},
    url_name="form",
    summary=_("Formulir sebuah layanan"),
)
@reads(anyone=True, walled=False)
def form(request: Request, slug: Annotated[str, Path(max_length=50)]) -> Any:
    catalogue.service(slug)
    return opendata.form_schema(slug)


# --- applying -------------------------------------------------------------------------------------


@api.post("berkas", response={201: FileOut, **FAULTS}, summary=_("Mengunggah berkas untuk sebuah permohonan"))
@writes(anyone=True)
def keep_file(
    request: Request,
    consent: Annotated[str, Form(max_length=80, description="Kode izin dari warga.")],
    file: Annotated[NinjaFile, File(description="Berkas PDF atau gambar.")],
) -> Any:
    upload: UploadedFile[bytes] = file
    slow_down("partner-file", consent, tries=30, minutes=60)
    kept = actions.keep_file(_partner(request), consent, upload)
    said = {"id": str(kept.pk), "name": kept.original_name, "content_type": kept.content_type}
    return JsonResponse(said, status=201, headers=UNKEPT)


@api.post("permohonan", response={201: CaseOut, **FAULTS}, summary=_("Mengajukan permohonan"))
@writes(anyone=True)
def submit(
    request: Request,
    sent: ApplicationIn,
    idempotency_key: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            min_length=8,
            max_length=80,
            description="Kunci kiriman; dikirim lagi, hasilnya sama.",
        ),
    ],
) -> Any:
    application = methods.Application(**sent.model_dump(), key=idempotency_key)
    kept = actions.submit(_partner(request), application)
    said = _case(queries.sent_case(kept))
    place = queries.address(reverse("case_api:case", args=[said["number"]]))
    return JsonResponse(said, status=201, headers={**UNKEPT, "Location": place})


@looked(
    "permohonan",
    response={200: CasesOut, **FAULTS},
    summary=_("Permohonan yang diajukan mitra ini, terbaru dahulu"),
)
@reads(anyone=True, walled=False)
def cases(
    request: Request,
    before: Annotated[
        int | None, Query(ge=1, le=2**62, description="Dari `next` halaman sebelumnya.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Any:
    partner = _partner(request)
    rows, last = queries.sent_cases(partner, before=before, most=limit)
    _seen(request, "partners.listed", about=partner, cases=len(rows))
    onward = f"{reverse('case_api:cases')}?before={last}&limit={limit}" if last else None
    return {"items": [_case(row) for row in rows], "next": onward and queries.address(onward)}


@looked(
    "permohonan/{number}",
    response={200: CaseOut, **FAULTS},
    url_name="case",
    summary=_("Status sebuah permohonan"),
)
@reads(anyone=True, walled=False)
def case(request: Request, number: Annotated[str, Path(max_length=24)]) -> Any:
    row = queries.submission(_partner(request), number)
    _opened(request, row, what="status")
    return _case(queries.sent_case(row))


@looked(
    "permohonan/{number}/isian", response={200: AnswersOut, **FAULTS}, summary=_("Isian dan alasan putusan")
)
@reads(anyone=True, walled=False)
def answers(request: Request, number: Annotated[str, Path(max_length=24)]) -> Any:
    row = queries.submission(_partner(request), number)
    said = queries.answers(row)
    _opened(request, row, what="answers")
    return said


@api.post(
    "permohonan/{number}/pencabutan", response={200: CaseOut, **FAULTS}, summary=_("Mencabut permohonan")
)
@writes(anyone=True)
def withdraw(request: Request, number: Annotated[str, Path(max_length=24)]) -> Any:
    row = queries.submission(_partner(request), number)
    actions.withdraw(row)
    return _case(queries.sent_case(row))


# --- faults ---------------------------------------------------------------------------------------

TITLES = {
    400: _("Permintaan tidak dapat dibaca"),
    401: _("Token tidak diterima"),
    403: _("Tidak diizinkan"),
    404: _("Tidak ada"),
    409: _("Bertentangan dengan keadaan sekarang"),
    422: _("Kiriman belum benar"),
    429: _("Terlalu sering"),
    500: _("Kesalahan di pihak kota"),
}


def problem(
    request: HttpRequest, status: int, detail: str, errors: list[dict[str, str]] | None = None
) -> HttpResponse:
    """RFC 9457. `errors` names each question with its sentence."""
    title = gettext(TITLES[status]) if status in TITLES else HTTPStatus(status).phrase
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    response = JsonResponse(
        body | {"errors": errors or []}, status=status, json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Type"] = PROBLEM
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 429:
        response["Retry-After"] = "60"
    return response


@api.exception_handler(Refusal)
def refused(request: HttpRequest, fault: Refusal) -> HttpResponse:
    faults = fault.faults if isinstance(fault, methods.Unaccepted) else {}
    errors = [{"name": name, "sentence": said} for name, all_said in faults.items() for said in all_said]
    return problem(request, fault.status, fault.sentence, errors)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, fault: AuthenticationError) -> HttpResponse:
    return problem(request, 401, gettext("Kirim tokennya: Authorization: Bearer mitra_…"))


@api.exception_handler(Http404)
def missing(request: HttpRequest, fault: Http404) -> HttpResponse:
    return problem(request, 404, gettext("Tidak ada, atau bukan untuk mitra ini."))


@api.exception_handler(ValidationError)
def misshapen(request: HttpRequest, fault: ValidationError) -> HttpResponse:
    """The shape of the request is wrong. Where, is said; what was sent is never quoted."""
    errors = [
        {
            "name": ".".join(str(part) for part in each["loc"][1:]) or str(each["loc"][0]),
            "sentence": _shape(each),
        }
        for each in fault.errors
    ]
    return problem(request, 422, gettext("Bentuk kiriman tidak seperti pada openapi.json."), errors)


def _shape(fault: dict[str, Any]) -> str:
    if fault["type"] == "missing":
        return gettext("Bagian ini wajib ada.")
    return gettext("Bagian ini tidak berbentuk seperti yang diminta.")


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, fault: HttpError) -> HttpResponse:
    return problem(request, fault.status_code, gettext("Kirim JSON yang benar (UTF-8)."))


@api.exception_handler(Exception)
def broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    """Said in the log by its kind; the program learns the request's id, by which a person can ask."""
    log.error("case api failed", path=request.path, error=type(fault).__name__, exc_info=True)
    said = gettext("Coba lagi sebentar. Bila berulang, sebut nomor %s kepada pengelola.")
    return problem(request, 500, said % getattr(request, "id", "–"))


# --- documentation --------------------------------------------------------------------------------


@reads(anyone=True, walled=False)
def docs(request: Request) -> HttpResponse:
    """Every operation on one page, without foreign scripts."""
    with override("id"):
        schema = api.get_openapi_schema()
    context = {"operations": methods.operations(schema), "header": "Authorization: Bearer mitra_…"}
    return page(request, "partners/docs.html", context)
