"""/kotak-masuk/"""

from django.urls import path

from balaikota.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("kotak-masuk/", views.inbox, name="inbox"),
    path("kotak-masuk/sudah-dibaca/", views.read_all, name="read_all"),
    path("kotak-masuk/<int:id>/buka/", views.read, name="read"),
]
