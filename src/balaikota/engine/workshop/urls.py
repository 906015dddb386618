"""Addresses of this room."""

from django.urls import path

from balaikota.engine.workshop import api, views

app_name = "workshop"
DRAFT, ITEM, EXAMPLE = (
    "bengkel/<uuid:draft_id>/",
    "bengkel/<uuid:draft_id>/bagian/<slug:part>/<str:key>/",
    "bengkel/<uuid:draft_id>/contoh/<int:which>/",
)
urlpatterns = [
    path("bengkel/", views.index, name="index"),
    path("bengkel/baru/", views.begin, name="begin"),
    path("bengkel/impor/", api.bring, name="bring"),
    path("bengkel/impor/periksa/", api.look_over, name="look_over"),
    path("bengkel/impor/jadikan-konsep/", api.bring_in, name="bring_in"),
    path("bengkel/ubah/<slug:slug>/", views.revise, name="revise"),
    path(DRAFT, views.draft, name="draft"),
    path(f"{DRAFT}buang/", views.discard, name="discard"),
    path(f"{DRAFT}tentang/", views.about, name="about"),
    path(f"{DRAFT}tentang/simpan/", views.describe, name="describe"),
    path(f"{DRAFT}isian/", views.outline, name="outline"),
    path(f"{DRAFT}daftar/<slug:part>/", views.listing, name="listing"),
    path(f"{DRAFT}tambah/<slug:part>/", views.new_item, name="new_item"),
    path(f"{DRAFT}tambah/<slug:part>/simpan/", views.add_item, name="add_item"),
    path(ITEM, views.item, name="item"),
    path(f"{ITEM}simpan/", views.save_item, name="save_item"),
    path(f"{ITEM}pindah/", views.move, name="move"),
    path(f"{ITEM}hapus/", views.drop, name="drop"),
    path(f"{ITEM}syarat/", views.condition, name="condition"),
    path(f"{ITEM}syarat/simpan/", views.save_condition, name="save_condition"),
    path(f"{ITEM}syarat/tanya/", views.ask_condition, name="ask_condition"),
    path(f"{DRAFT}surat/", views.letter, name="letter"),
    path(f"{DRAFT}surat/simpan/", views.write_letter, name="write_letter"),
    path(f"{DRAFT}surat/pratinjau/", views.try_letter, name="try_letter"),
    path(f"{DRAFT}surat/pdf/", api.letter_pdf, name="letter_pdf"),
    path(f"{DRAFT}contoh/", views.examples, name="examples"),
    path(f"{DRAFT}contoh/tambah/", views.add_example, name="add_example"),
    path(EXAMPLE, views.example, name="example"),
    path(f"{EXAMPLE}harapkan/", views.expect, name="expect"),
    path(f"{EXAMPLE}hapus/", views.drop_example, name="drop_example"),
    path(f"{EXAMPLE}<slug:page_name>/", views.example_page, name="example_page"),
    path(f"{EXAMPLE}<slug:page_name>/simpan/", views.answer, name="answer"),
    path(f"{DRAFT}unduh/", api.download, name="download"),
    path(f"{DRAFT}terbitkan/", views.publishing, name="publishing"),
    path(f"{DRAFT}terbitkan/kirim/", views.publish, name="publish"),
]
