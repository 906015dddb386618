"""/umkm/kota/"""

from django.urls import path

from balaikota.enterprises.figures import views

app_name = "enterprise_figures"

urlpatterns = [
    path("umkm/kota/", views.city, name="city"),
    path("umkm/kota/<slug:code>/", views.measure, name="measure"),
]
