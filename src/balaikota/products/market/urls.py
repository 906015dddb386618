"""/katalog/petugas/pasar/"""

from django.urls import path

from balaikota.products.market import views

app_name = "market"
urlpatterns = [path("katalog/petugas/pasar/", views.market, name="market")]
