"""/akun/perangkat/"""

from django.urls import path

from balaikota.foundation.webpush import views

app_name = "webpush"
urlpatterns = [
    path("akun/perangkat/", views.devices, name="devices"),
    path("akun/perangkat/kunci/", views.key, name="key"),
    path("akun/perangkat/nyalakan/", views.subscribe, name="subscribe"),
    path("akun/perangkat/coba/", views.try_out, name="try_out"),
    path("akun/perangkat/<uuid:id>/matikan/", views.unsubscribe, name="unsubscribe"),
]
