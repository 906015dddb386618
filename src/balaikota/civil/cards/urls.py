"""Addresses of the card desk."""

from django.urls import path

from balaikota.civil.cards import views

app_name = "cards"
urlpatterns = [
    path("kartu/", views.desk, name="desk"),
    path("kartu/stok/", views.receive_stock, name="receive_stock"),
    path("kartu/cetak/", views.print_next, name="print_next"),
    path("kartu/<uuid:card_id>/siap/", views.lay_ready, name="lay_ready"),
    path("kartu/<uuid:card_id>/gagal/", views.spoil, name="spoil"),
    path("kartu/<uuid:card_id>/serahkan/", views.hand_over, name="hand_over"),
]
