"""/inovasi/<number>/kipp/"""

from django.urls import path

from balaikota.innovation.competition import views
from balaikota.kit.http import either

app_name = "competition"
urlpatterns = [
    path("inovasi/<slug:number>/kipp/", either(views.entry, views.keep), name="entry"),
    path("inovasi/<slug:number>/kipp/naskah.pdf", views.paper, name="paper"),
]
