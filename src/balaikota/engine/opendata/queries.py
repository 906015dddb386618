"""What the city publishes about its services. Always in Indonesian, whoever asks: it is data, not a page."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from balaikota.engine.catalogue import queries as catalogue
from balaikota.engine.catalogue.models import Service
from balaikota.engine.opendata import methods
from balaikota.engine.opendata.methods import Node
from balaikota.engine.questions.models import Definition, DocumentNeed, Rule
from balaikota.foundation.organisations.models import Agency
from balaikota.foundation.regions import queries as regions
from balaikota.kit.errors import found

EU = "http://publications.europa.eu/resource/authority"
RUPIAH, INDONESIAN = f"{EU}/currency/IDR", f"{EU}/language/IND"
#: How sure we are of a fact whose words say nothing about it.
DOUBTFUL = ("low", "unverified")


def address(path: str = "") -> str:
    """An address of this city hall as the outside world writes it."""
    return str(settings.ADDRESS).rstrip("/") + path


def _service_iri(service: Service) -> str:
    return f"{address(service.get_absolute_url())}#layanan"


def _here(fragment: str) -> str:
    """Things that have no page of their own are named after the catalogue they stand in."""
    return f"{address(reverse('opendata:catalogue_jsonld'))}#{fragment}"


def _city_name() -> str:
    """The city by its name; by its code as long as its regions are not loaded."""
    region = regions.region(settings.CITY)
    return region.name if region else settings.CITY


# --- schema.org -----------------------------------------------------------------------------------


def schema_org(service: Service) -> dict[str, SafeString]:
    """The service's page as search engines read it: a GovernmentService."""
    definition = catalogue.definition(catalogue.current_edition(service))
    agency, page = service.desk.agency, address(service.get_absolute_url())
    provider = {
        "@type": "GovernmentOrganization",
        "@id": _here(f"instansi-{agency.code}"),
        "name": agency.name,
    }
    provider |= {"address": agency.address} if agency.address else {}
    provider |= {"telephone": agency.phone} if agency.phone else {}
    channel = {"@type": "ServiceChannel", "serviceUrl": page, "availableLanguage": ["id", "en"]}
    offer = {"@type": "Offer", "price": definition.fee.amount, "priceCurrency": "IDR"}
    node = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": _service_iri(service),
        "name": service.name,
        "description": service.summary,
        "url": page,
        "provider": provider,
        "areaServed": {"@type": "City", "name": _city_name()},
        "availableChannel": channel | {"processingTime": methods.duration(definition.limit.hours)},
        "offers": offer,
    }
    if definition.output:
        node["serviceOutput"] = {"@type": "Thing", "name": definition.output}
    return {"json": methods.inside_script(node)}


# --- CPSV-AP --------------------------------------------------------------------------------------


def cpsv() -> dict[str, Any]:
    """The catalogue of public services as CPSV-AP 3.2.0, in JSON-LD without nesting. Each thing stands once."""
    with override(settings.LANGUAGE_CODE):
        said = catalogue.in_force()
        nodes = list(_catalogue())
        for service in catalogue.services().select_related("desk__agency"):
            if definition := said.get(service.pk):
                nodes += _service(service, definition)
        return methods.graph(nodes)


def _catalogue() -> Iterator[Node]:
    """What all services share."""
    city = {"dct:identifier": settings.CITY, "dct:title": _city_name()}
    yield {
        "@id": _here("katalog"),
        "@type": "dcat:Dataset",
        "dct:title": _("Layanan publik %s") % _city_name(),
        "dct:description": _(
            "Semua layanan yang dapat diajukan warga: biaya, waktu, dokumen, aturan, dasar hukum."
        ),
        "dct:publisher": _here("penerbit"),
    }
    yield {"@id": _here("penerbit"), "@type": "foaf:Agent", **city}
    yield {"@id": _here("wilayah"), "@type": "dct:Location", **city}
    yield {"@id": INDONESIAN, "@type": "dct:LinguisticSystem"}
    yield {"@id": RUPIAH, "@type": "skos:Concept", "skos:prefLabel": "Rupiah"}


def _service(service: Service, definition: Definition) -> Iterator[Node]:
    """A service and everything that is its own."""
    iri = _service_iri(service)
    rules = [rule for rule in definition.rules if rule.audience == "all"]
    yield _described(service, definition) | {
        "cpsv:hasInput": [f"{iri}-dokumen-{need.name}" for need in definition.documents],
        "cpsv:produces": f"{iri}-keluaran" if definition.output else "",
        "cpsv:follows": [f"{iri}-aturan-{rule.id}" for rule in rules],
    }
    yield from _agency(service.desk.agency)
    yield from _delivery(service, definition, iri)
    for need in definition.documents:
        yield _paper(service, definition, need, iri)
    for rule in rules:
        yield from _rule(service, rule, iri)
    for law in definition.law:
        yield _law(law)
    for event in service.life_events:
        title = event.replace("-", " ")
        kinds = ["cv:Event", "cv:LifeEvent"]
        yield {
            "@id": _here(f"peristiwa-{event}"),
            "@type": kinds,
            "dct:identifier": event,
            "dct:title": title,
        }


def _described(service: Service, definition: Definition) -> Node:
    """The service itself: what it is called, who answers for it, how long it takes."""
    iri = _service_iri(service)
    return {
        "@id": iri,
        "@type": "cpsv:PublicService",
        "dct:identifier": service.slug,
        "dct:title": service.name,
        "dct:description": service.summary,
        "dcat:keyword": service.keywords,
        "dct:language": INDONESIAN,
        "dct:spatial": _here("wilayah"),
        "dct:isPartOf": _here("katalog"),
        "foaf:page": address(service.get_absolute_url()),
        "rdfs:seeAlso": address(reverse("opendata:form_schema", args=[service.slug])),
        "cv:processingTime": methods.duration(definition.limit.hours),
        "cv:hasCompetentAuthority": _here(f"instansi-{service.desk.agency.code}"),
        "cv:contactPoint": _here(f"kontak-{service.desk.agency.code}") if service.desk.agency.phone else "",
        "cv:hasChannel": f"{iri}-daring",
        "cv:hasCost": f"{iri}-biaya",
        "cv:hasLegalResource": [_here(methods.fragment("dasar", law)) for law in definition.law],
        "cv:isGroupedBy": [_here(f"peristiwa-{event}") for event in service.life_events],
    }


def _agency(agency: Agency) -> Iterator[Node]:
    iri = _here(f"instansi-{agency.code}")
    named = {"dct:identifier": agency.code, "skos:prefLabel": agency.name, "dct:spatial": _here("wilayah")}
    address_iri = f"{iri}-alamat" if agency.address else ""
    yield {"@id": iri, "@type": "cv:PublicOrganisation", **named, "locn:address": address_iri}
    if agency.address:
        yield {"@id": address_iri, "@type": "locn:Address", "locn:fullAddress": agency.address}
    if agency.phone:
        contact = _here(f"kontak-{agency.code}")
        yield {"@id": contact, "@type": "cv:ContactPoint", "cv:telephone": agency.phone}


def _delivery(service: Service, definition: Definition, iri: str) -> Iterator[Node]:
    """How it is asked for, what it costs and what comes out."""
    limit, fee = definition.limit, definition.fee
    sentences = [_("Diajukan di halaman layanan, di layar.")]
    if not service.is_open:
        sentences = [_("Sedang ditutup: %s") % service.closed_reason]
    counted = (
        _("Paling lama %s jam pada hari kerja (24 jam sehari) sejak berkas lengkap") % f"{limit.hours:g}"
    )
    sentences.append(f"{counted}{_ground(limit.basis, not limit.is_verified)}.")
    yield {
        "@id": f"{iri}-daring",
        "@type": "cv:Channel",
        "dct:identifier": f"{service.slug}/daring",
        "dct:description": " ".join(sentences),
        "cv:processingTime": methods.duration(limit.hours),
    }
    price = _("Berbiaya") if fee.amount else _("Gratis")
    yield {
        "@id": f"{iri}-biaya",
        "@type": "cv:Cost",
        "dct:identifier": f"{service.slug}/biaya",
        "dct:description": price + _ground(fee.basis, fee.confidence in DOUBTFUL),
        "cv:hasValue": str(fee.amount),
        "cv:currency": RUPIAH,
    }
    if definition.output:
        output = {"dct:identifier": f"{service.slug}/keluaran", "dct:title": definition.output}
        yield {"@id": f"{iri}-keluaran", "@type": "cv:Output", **output}


def _ground(basis: str, is_doubtful: bool) -> str:
    """Where a figure comes from, and that we are not sure of it, in brackets."""
    words = [basis, _("belum terverifikasi") if is_doubtful else ""]
    said = "; ".join(word for word in words if word)
    return f" ({said})" if said else ""


def _paper(service: Service, definition: Definition, need: DocumentNeed, iri: str) -> Node:
    sentences = [need.handling, _("Formulir %s.") % need.form if need.form else ""]
    if need.when not in ("", "true"):
        sentences.append(_("Diminta bila: %s.") % methods.in_words(need.when, definition))
    return {
        "@id": f"{iri}-dokumen-{need.name}",
        "@type": "cv:Evidence",
        "dct:identifier": f"{service.slug}/dokumen/{need.name}",
        "dct:title": need.label,
        "dct:description": " ".join(sentence for sentence in sentences if sentence),
    }


def _rule(service: Service, rule: Rule, iri: str) -> Iterator[Node]:
    """A rule as the applicant reads it. What only officers are told is not published."""
    is_law = methods.is_law(rule.basis)
    yield {
        "@id": f"{iri}-aturan-{rule.id}",
        "@type": "cpsv:Rule",
        "dct:identifier": f"{service.slug}/aturan/{rule.id}",
        "dct:title": methods.first_sentence(rule.sentence),
        "dct:description": rule.sentence,
        "cpsv:implements": _here(methods.fragment("dasar", rule.basis)) if is_law else "",
    }
    if is_law:
        yield _law(rule.basis)


def _law(law: str) -> Node:
    return {"@id": _here(methods.fragment("dasar", law)), "@type": "eli:LegalResource", "dct:title": law}


# --- forms ----------------------------------------------------------------------------------------


def form_schema(slug: str) -> dict[str, Any]:
    """The form of the edition in force as JSON Schema."""
    service = catalogue.service(slug)
    edition = catalogue.current_edition(found(service if service.is_public else None))
    with override(settings.LANGUAGE_CODE):
        here = address(reverse("opendata:form_schema", args=[slug]))
        note = _("Edisi %d. Isian seperti disimpan: tanggal ISO 8601, telepon E.164.") % edition.number
        return methods.form_schema(catalogue.definition(edition), here, note)
