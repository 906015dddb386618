"""/sw.js, /manifest.webmanifest, /luring/, /menunggu-terkirim/, /simpanan/"""

from django.urls import path

from balaikota.foundation.offline import views

app_name = "offline"
urlpatterns = [
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("luring/", views.landing, name="landing"),
    path("luring/kunci/", views.key, name="key"),
    path("menunggu-terkirim/", views.outbox, name="outbox"),
    path("simpanan/", views.kept, name="kept"),
]
