"""Addresses of products."""

from django.urls import path

from balaikota.products.listings import views

app_name = "listings"

urlpatterns = [
    path("katalog/p/<slug:code>/", views.product, name="product"),
]
