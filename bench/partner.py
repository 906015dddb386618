"""The seventh flow of `bench.faults`: a partner's program that applies in a resident's name, and is told by webhooks."""

from datetime import date, timedelta
from typing import Any

from bench.flows import City, Flow, applications

SERVICE = "ikd-aktivasi"
BUDIS_KK = "1271012503249991"  # of the sample city: nobody's


def enrol(city: City) -> None:
    """Its server is there in the stage of the same name alone; in the others nobody is told."""
    from balaikota.engine.catalogue import queries as catalogue
    from balaikota.engine.partners import actions as partners
    from balaikota.engine.partners.models import Act
    from balaikota.engine.webhooks import actions as webhooks
    from balaikota.engine.webhooks.models import Kind, Subscription
    from balaikota.foundation.people.queries import sample_person

    hasan = sample_person("hasan")
    assert hasan is not None
    city.partner = f"Mitra {city.mark}"
    partner = partners.enrol(
        city.partner, purpose="uji gangguan", agreement=city.mark, per_minute=6000, by=hasan
    )
    partners.allow(partner, catalogue.service(SERVICE), [Act.SUBMIT, Act.READ], by=hasan)
    city.token = partners.issue_token(partner, by=hasan)
    webhooks.subscribe(partner, "http://127.0.0.1:9/", [Kind.SUBMITTED, Kind.WITHDRAWN], by=hasan)
    webhooks.unsubscribe(Subscription.objects.get(partner=partner), by=hasan)


class Partner(Flow):
    what = "partner"
    people = ("budi",)
    key = applications(SERVICE)

    def story(self, turn: int) -> None:
        """A resident allows a partner's program to apply once; it applies, and takes it back."""
        resident = self.hands["budi"]
        allowing = resident.open("/akun/izin/").form("/akun/izin/baru/")
        offers = {option.text_content(): option.get("value") for option in allowing.xpath(".//option")}
        (scope,) = (key for name, key in offers.items() if name.startswith(self.city.partner))
        for tick in allowing.xpath(".//input[@type='checkbox']"):
            tick.set("checked", "checked")
        (code,) = resident.send(allowing, {"scope": scope}).page.xpath("//code[@class='secret']/text()")
        day = (date.today() + timedelta(days=9)).isoformat()
        answers = {"sudah_rekam": True, "keadaan": "baru", "punya_email": True, "kantor_tujuan": "disdukcapil",
                   "tanggal_kunjungan": day, "jam_kunjungan": "09:00", "pemohon_no_kk": BUDIS_KK}  # fmt: skip
        sent = {"service": SERVICE, "consent": code, "answers": answers, "declared": ["benar"]}
        number = self.said("permohonan", sent, Idempotency_Key=f"{self.city.mark}-{turn}")["number"]
        self.stored("partners.submitted", number)
        assert self.said(f"permohonan/{number}/pencabutan", {})["state"] == "withdrawn"
        self.stored("cases.withdrawn", number)

    def said(self, what: str, body: dict[str, Any], **headers: str) -> Any:
        hand = self.hands["budi"]
        answer = hand.call(f"/api/v1/{what}", body, Authorization=f"Bearer {self.city.token}", **headers)
        if answer.status_code == 409:  # done, and the answer was lost on the way
            answer = hand.look(
                f"/api/v1/{what.rpartition('/')[0]}", Authorization=f"Bearer {self.city.token}"
            )
        assert answer.ok, answer.text[:600]
        return answer.json()
