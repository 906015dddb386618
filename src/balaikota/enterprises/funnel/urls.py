"""/umkm/corong/"""

from django.urls import path

from balaikota.enterprises.funnel import views

app_name = "funnel"

urlpatterns = [path("umkm/corong/", views.funnel, name="funnel")]
