"""/lapor/…: reporting, and a report's own page."""

from django.urls import path

from balaikota.complaints.reports import views

app_name = "reports"
urlpatterns = [
    path("lapor/", views.start, name="start"),
    path("lapor/ubah/", views.back, name="back"),
    path("lapor/kirim/", views.send, name="send"),
    path("lapor/aturan/", views.law, name="law"),
    path("lapor/lacak/", views.track, name="track"),
    path("lapor/<slug:number>/", views.report, name="report"),
    path("lapor/<slug:number>/kode/", views.open_with_code, name="open_with_code"),
    path("lapor/<slug:number>/ikut/", views.join, name="join"),
    path("lapor/<slug:number>/jawab/", views.answer, name="answer"),
    path("lapor/<slug:number>/beres/", views.confirm, name="confirm"),
    path("lapor/<slug:number>/belum-beres/", views.reopen, name="reopen"),
    path("lapor/<slug:number>/tampilan/", views.show_as, name="show_as"),
    path("lapor/<slug:number>/permohonan/", views.begin_application, name="begin_application"),
]
