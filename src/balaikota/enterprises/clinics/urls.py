"""/umkm/klinik/"""

from django.urls import path

from balaikota.enterprises.clinics import views

app_name = "clinics"

urlpatterns = [
    path("umkm/klinik/", views.index, name="index"),
    path("umkm/klinik/baru/", views.new, name="new"),
    path("umkm/klinik/<int:pk>/", views.clinic, name="clinic"),
    path("umkm/klinik/<int:pk>/ambil/", views.book, name="book"),
    path("umkm/klinik/<int:pk>/kembalikan/", views.give_back, name="give_back"),
    path("umkm/klinik/<int:pk>/catat/", views.hold, name="hold"),
]
