"""The record store and its key, on the address where packages play; what has arrived, for the player's page."""

from django.urls import path

from balaikota.training.xapi import api, views

STORE = "paket-isi/xapi/"

app_name = "xapi"
urlpatterns = [
    path("pelatihan/paket/sesi/<uuid:session_id>/keadaan/", views.standing, name="standing"),
    path("paket-isi/kunci/<str:key>/", api.fetch, name="fetch"),
    path("paket-isi/tutup/", api.closing, name="closing"),
    path(f"{STORE}statements", api.statements, name="statements"),
    path(f"{STORE}activities/state", api.states, name="states"),
    path(f"{STORE}activities/profile", api.activity_profiles, name="activity_profiles"),
    path(f"{STORE}activities", api.activities, name="activities"),
    path(f"{STORE}agents/profile", api.agent_profiles, name="agent_profiles"),
    path(f"{STORE}agents", api.agents, name="agents"),
    path(f"{STORE}about", api.about, name="about"),
]
