"""/lencana/…: badges for everybody who has the address, and /.well-known/… for programs that verify."""

from django.urls import path

from balaikota.training.badges import api, views

app_name = "badges"
urlpatterns = [
    path("lencana/<uuid:badge_id>/", views.badge, name="badge"),
    path("lencana/<uuid:badge_id>/kredensial.jwt", api.credential, name="credential"),
    path("lencana/capaian/<slug:code>/<int:number>/", api.achievement, name="achievement"),
    path("lencana/penerbit/", api.issuer, name="issuer"),
    path("lencana/status/<int:number>/", api.status_list, name="status_list"),
    path(".well-known/did.json", api.did, name="did"),
    path(".well-known/jwks.json", api.keys, name="keys"),
]
