"""/permohonan/… and /lacak/"""

from django.urls import path

from balaikota.engine.cases import views

app_name = "cases"
urlpatterns = [
    path("layanan/<slug:slug>/ajukan/", views.start, name="start"),
    path("permohonan/draf/<uuid:id>/", views.draft, name="draft"),
    path("permohonan/draf/<uuid:id>/tinjau/", views.review, name="review"),
    path("permohonan/draf/<uuid:id>/kirim/", views.submit, name="submit"),
    path("permohonan/draf/<uuid:id>/hapus/", views.delete_draft, name="delete_draft"),
    path("permohonan/draf/<uuid:id>/<slug:name>/", views.draft_page, name="draft_page"),
    path("permohonan/draf/<uuid:id>/<slug:name>/simpan/", views.save_page, name="save_page"),
    path("permohonan/draf/<uuid:id>/<slug:name>/tanya/", views.ask_on, name="ask_on"),
    path("permohonan/<slug:number>/", views.case, name="case"),
    path("permohonan/<slug:number>/tanda-terima/", views.receipt, name="receipt"),
    path("permohonan/<slug:number>/perbaiki/", views.correct, name="correct"),
    path("permohonan/<slug:number>/perbaiki/kirim/", views.repair, name="repair"),
    path("permohonan/<slug:number>/ambil/", views.claim, name="claim"),
    path("permohonan/<slug:number>/lepas/", views.release, name="release"),
    path("permohonan/<slug:number>/minta-perbaikan/", views.ask_correction, name="ask_correction"),
    path("permohonan/<slug:number>/teruskan/", views.pass_step, name="pass_step"),
    path("permohonan/<slug:number>/tidak-setuju/", views.object_to_step, name="object_to_step"),
    path("permohonan/<slug:number>/langkah/<slug:step>/", views.side_step, name="side_step"),
    path("permohonan/<slug:number>/putusan/", views.decide, name="decide"),
    path("permohonan/<slug:number>/cabut/", views.withdraw, name="withdraw"),
    path("lacak/", views.track, name="track"),
    path("lacak/hasil/", views.tracked, name="tracked"),
]
