"""/meja/pengaduan/…"""

from django.urls import path

from balaikota.complaints.handling import views

app_name = "handling"
urlpatterns = [
    path("meja/pengaduan/", views.index, name="index"),
    path("meja/pengaduan/sp4n.csv", views.sp4n, name="sp4n"),
    path("meja/pengaduan/<slug:number>/", views.report, name="report"),
    path("meja/pengaduan/<slug:number>/verifikasi/", views.verify, name="verify"),
    path("meja/pengaduan/<slug:number>/tunda/", views.postpone, name="postpone"),
    path("meja/pengaduan/<slug:number>/teruskan/", views.forward, name="forward"),
    path("meja/pengaduan/<slug:number>/arsip/", views.archive, name="archive"),
    path("meja/pengaduan/<slug:number>/layanan/", views.suggest_service, name="suggest_service"),
    path("meja/pengaduan/<slug:number>/teks/", views.review, name="review"),
    path("meja/pengaduan/<slug:number>/kerjakan/", views.take_up, name="take_up"),
    path("meja/pengaduan/<slug:number>/kabar/", views.note_progress, name="note_progress"),
    path("meja/pengaduan/<slug:number>/tanya/", views.ask, name="ask"),
    path("meja/pengaduan/<slug:number>/oper/", views.hand_over, name="hand_over"),
    path("meja/pengaduan/<slug:number>/selesai/", views.complete, name="complete"),
]
