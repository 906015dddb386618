"""/umkm/tangga/ and a business on it."""

from django.urls import path

from balaikota.enterprises.ladder import views

app_name = "ladder"

urlpatterns = [
    path("umkm/tangga/", views.ladder, name="ladder"),
    path("umkm/tangga/ubah/", views.edit, name="edit"),
    path("umkm/<slug:number>/diagnosa/", views.diagnosis, name="diagnosis"),
    path("umkm/<slug:number>/diagnosa/hasil/", views.result, name="result"),
    path("umkm/<slug:number>/tangga/", views.climbing, name="climbing"),
    path("umkm/<slug:number>/tangga/bukti/", views.bring, name="bring"),
    path("umkm/<slug:number>/tangga/bukti/<int:paper_id>/nilai/", views.check, name="check"),
    path("umkm/<slug:number>/tangga/naik/", views.climb, name="climb"),
    path("umkm/<slug:number>/tangga/turun/", views.send_back, name="send_back"),
    path("umkm/<slug:number>/tangga/berhenti/", views.leave, name="leave"),
]
