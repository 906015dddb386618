"""/meja/pelatihan/…: results and certificates."""

from django.urls import path

from balaikota.training.certificates import views

ONE = "meja/pelatihan/kelas/<slug:number>/hasil/"

app_name = "certificates"
urlpatterns = [
    path(ONE, views.results, name="results"),
    path(f"{ONE}putuskan/", views.judge, name="judge"),
    path(f"{ONE}terbitkan/", views.issue, name="issue"),
    path("meja/pelatihan/sertifikat/<uuid:certificate_id>/ganti/", views.replace, name="replace"),
    path("meja/pelatihan/sertifikat/<uuid:certificate_id>/cabut/", views.revoke, name="revoke"),
]
