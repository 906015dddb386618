"""/lapor/saya/"""

from django.urls import path

from balaikota.complaints.mine import views

app_name = "mine"
urlpatterns = [path("lapor/saya/", views.index, name="index")]
