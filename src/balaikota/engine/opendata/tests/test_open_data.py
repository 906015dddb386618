"""Programs read what the city offers: search engines its pages, other governments its catalogue."""

import json
import re
from typing import Any

import pytest
import rdflib
from django.test import Client
from rdflib.compare import to_isomorphic
from rdflib.namespace import DCTERMS, RDF
from tests import cast

from balaikota.engine.catalogue import actions as catalogue
from balaikota.engine.catalogue.models import Edition
from balaikota.engine.opendata import methods
from balaikota.engine.questions.tests.samples import SAMPLE

pytestmark = pytest.mark.django_db
CPSV, CV = rdflib.Namespace(methods.PREFIXES["cpsv"]), rdflib.Namespace(methods.PREFIXES["cv"])
HERE = "http://127.0.0.1:8000/layanan/surat-contoh/#layanan"


@pytest.fixture
def edition(db: None) -> Edition:
    cast.the_desk()
    return catalogue.publish(SAMPLE)


def on_the_page(client: Client) -> dict[str, Any]:
    page = client.get("/layanan/surat-contoh/").content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert len(found) == 1
    return dict(json.loads(found[0]))


def triples(client: Client, ending: str, form: str) -> rdflib.Graph:
    answer = client.get(f"/terbuka/layanan.{ending}")
    assert answer.status_code == 200
    return rdflib.Graph().parse(data=answer.content.decode(), format=form)


def test_a_search_engine_reads_the_service_on_its_page(edition: Edition, client: Client) -> None:
    said = on_the_page(client)
    assert said["@type"] == "GovernmentService"
    assert said["name"] == "Surat Contoh"
    assert said["offers"] == {"@type": "Offer", "price": 0, "priceCurrency": "IDR"}
    assert said["availableChannel"]["processingTime"] == "PT24H"
    assert said["provider"]["@type"] == "GovernmentOrganization"
    assert said["serviceOutput"]["name"] == "Surat"


def test_nothing_a_service_file_says_ends_the_script_it_stands_in(edition: Edition, client: Client) -> None:
    nasty = "Surat </script><script>alert(1)</script> & <!-- lain"
    catalogue.publish(SAMPLE.replace('"Surat Contoh"', f'"{nasty}"'))
    page = client.get("/layanan/surat-contoh/").content.decode()
    assert "<script>alert" not in page
    assert on_the_page(client)["name"] == nasty


def test_the_page_keeps_its_strict_policy(edition: Edition, client: Client) -> None:
    """A data block is never run, so it needs no exception in the content security policy."""
    policy = client.get("/layanan/surat-contoh/")["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_turtle_and_json_ld_say_the_same(edition: Edition, client: Client) -> None:
    first = triples(client, "jsonld", "json-ld")
    assert len(first) > 60
    assert to_isomorphic(first) == to_isomorphic(triples(client, "ttl", "turtle"))


def test_another_government_reads_who_is_competent_what_is_asked_and_what_comes_out(
    edition: Edition, client: Client
) -> None:
    graph, service = triples(client, "ttl", "turtle"), rdflib.URIRef(HERE)
    assert graph.value(service, RDF.type) == CPSV.PublicService
    assert graph.value(service, DCTERMS.title) == rdflib.Literal("Surat Contoh", lang="id")
    authority = graph.value(service, CV.hasCompetentAuthority)
    assert graph.value(authority, RDF.type) == CV.PublicOrganisation
    papers = {str(graph.value(paper, DCTERMS.title)) for paper in graph.objects(service, CPSV.hasInput)}
    assert papers == {"Kartu Keluarga", "Surat keterangan lahir", "SPTJM kebenaran data kelahiran"}
    assert str(graph.value(graph.value(service, CPSV.produces), DCTERMS.title)) == "Surat"
    assert graph.value(graph.value(service, CV.hasCost), CV.hasValue).toPython() == 0.0
    assert {str(graph.value(law, DCTERMS.title)) for law in graph.objects(service, CV.hasLegalResource)} == {
        "UU 25/2009"
    }
    channel = graph.value(service, CV.hasChannel)
    assert "belum terverifikasi" in str(graph.value(channel, DCTERMS.description))
    rules = {str(graph.value(rule, DCTERMS.description)) for rule in graph.objects(service, CPSV.follows)}
    assert "Periksa urutan kelahiran." in rules


#: What CPSV-AP 3.2.0 wants of each class (minCount 1 in its SHACL shapes).
WANTED = {
    CPSV.PublicService: (DCTERMS.identifier, DCTERMS.title, DCTERMS.description, CV.hasCompetentAuthority),
    CPSV.Rule: (DCTERMS.identifier, DCTERMS.title, DCTERMS.description),
    CV.PublicOrganisation: (DCTERMS.spatial, rdflib.SKOS.prefLabel),
    CV.Evidence: (DCTERMS.identifier, DCTERMS.title),
    CV.Output: (DCTERMS.identifier, DCTERMS.title),
    CV.Event: (DCTERMS.identifier, DCTERMS.title),
    CV.Channel: (DCTERMS.identifier,),
    CV.Cost: (DCTERMS.identifier,),
    rdflib.DCAT.Dataset: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    rdflib.FOAF.Agent: (DCTERMS.identifier, DCTERMS.title),
}


def test_everything_the_profile_wants_is_there_and_everything_pointed_at_stands_in_the_catalogue(
    edition: Edition, client: Client
) -> None:
    graph = triples(client, "jsonld", "json-ld")
    for kind, wanted in WANTED.items():
        things = list(graph.subjects(RDF.type, kind))
        assert things, kind
        assert [
            (thing, name) for thing in things for name in wanted if (thing, name, None) not in graph
        ] == []
    pages = {rdflib.FOAF.page, rdflib.RDFS.seeAlso, RDF.type}
    objects = {o for _s, p, o in graph if isinstance(o, rdflib.URIRef) and p not in pages}
    assert objects - set(graph.subjects()) == set()


def test_what_only_the_city_opens_and_what_only_officers_are_told_is_not_published(
    edition: Edition, client: Client
) -> None:
    inner = SAMPLE.replace('"surat-contoh"', '"dalam"').replace(
        "number_prefix", "public = false\nnumber_prefix"
    )
    catalogue.publish(inner.replace('id = "kembar"', 'id = "kembar"\naudience = "officer"'))
    catalogue.publish(SAMPLE.replace('id = "kembar"', 'id = "kembar"\naudience = "officer"'))
    text = client.get("/terbuka/layanan.ttl").content.decode()
    assert "aturan-birth-60" in text
    assert "kembar" not in text
    assert "/layanan/dalam/" not in text
    assert client.get("/terbuka/layanan/dalam/formulir.json").status_code == 404
    assert client.get("/terbuka/layanan/tidak-ada/formulir.json").status_code == 404


def test_what_has_not_changed_is_not_sent_again(edition: Edition, client: Client, ratna) -> None:
    for address, kind in (
        ("/terbuka/layanan.jsonld", "application/ld+json"),
        ("/terbuka/layanan.ttl", "text/turtle; charset=utf-8"),
        ("/terbuka/layanan/surat-contoh/formulir.json", "application/schema+json"),
    ):
        first = client.get(address)
        assert first["Content-Type"] == kind
        assert first["Access-Control-Allow-Origin"] == "*"
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        assert client.get(address)["Content-Type"] == kind
    before = client.get("/terbuka/layanan.ttl")["ETag"]
    catalogue.close_service(edition.service, "Blangko habis.", by=ratna)
    after = client.get("/terbuka/layanan.ttl", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "Blangko habis." in after.content.decode()


def test_an_english_reader_gets_the_same_data(edition: Edition, client: Client) -> None:
    english = client.get("/terbuka/layanan.ttl", headers={"Accept-Language": "en"})
    assert "Gratis" in english.content.decode()


def test_the_open_data_are_named_on_the_about_page_and_for_robots(edition: Edition, client: Client) -> None:
    assert "/terbuka/layanan.ttl" in client.get("/tentang/").content.decode()
    assert "/terbuka/layanan.jsonld" in client.get("/robots.txt").content.decode()


def test_odd_signs_survive_turtle() -> None:
    odd = 'Ia berkata "ya"\\ lalu\nbaris\tbaru \x07 “kutip” 🙂'
    node = {"@id": "http://x/a b", "@type": "cv:Output", "dct:title": odd, "dct:identifier": odd}
    document = methods.graph([node, node])
    graph = rdflib.Graph().parse(data=methods.turtle(document), format="turtle")
    subject = rdflib.URIRef("http://x/a%20b")
    assert str(graph.value(subject, DCTERMS.title)) == odd
    assert graph.value(subject, DCTERMS.identifier) == rdflib.Literal(odd)
