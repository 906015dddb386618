"""/umkm/pendampingan/, a business's coaching, one meeting."""

from django.urls import path

from balaikota.enterprises.coaching import views

app_name = "coaching"

urlpatterns = [
    path("umkm/pendampingan/", views.day, name="day"),
    path("umkm/pendampingan/saya/", views.profile, name="profile"),
    path("umkm/pertemuan/<int:pk>/", views.session, name="session"),
    path("umkm/pertemuan/<int:pk>/catat/", views.hold, name="hold"),
    path("umkm/pertemuan/<int:pk>/tidak-bertemu/", views.miss, name="miss"),
    path("umkm/pertemuan/<int:pk>/batal/", views.cancel, name="cancel"),
    path("umkm/kesepakatan/<int:pk>/selesai/", views.settle, name="settle"),
    path("umkm/<slug:number>/pendampingan/", views.business, name="business"),
    path("umkm/<slug:number>/pendampingan/minta/", views.request_coach, name="request"),
    path("umkm/<slug:number>/pendampingan/jadwal/", views.plan, name="plan"),
    path("umkm/<slug:number>/pendampingan/ukur/", views.measure, name="measure"),
    path("umkm/<slug:number>/pendampingan/teruskan/", views.pass_on, name="pass_on"),
    path("umkm/<slug:number>/pendampingan/akhiri/", views.end, name="end"),
]
