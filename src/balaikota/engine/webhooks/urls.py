"""Addresses of webhooks."""

from django.urls import path

from balaikota.engine.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("kabar-mitra/", views.deliveries, name="deliveries"),
    path("kabar-mitra/<uuid:id>/ulang/", views.replay, name="replay"),
    path("mitra/<slug:slug>/langganan/", views.subscription, name="subscription"),
    path("mitra/<slug:slug>/langganan/baru/", views.subscribe, name="subscribe"),
    path("mitra/<slug:slug>/langganan/<uuid:id>/akhiri/", views.unsubscribe, name="unsubscribe"),
    path("mitra/<slug:slug>/kirim-ulang/", views.replay_span, name="replay_span"),
]
