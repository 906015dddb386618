"""/penerusan/…"""

from django.urls import path

from balaikota.complaints.forwarding import views

app_name = "forwarding"
urlpatterns = [
    path("penerusan/", views.index, name="index"),
    path("penerusan/<uuid:id>/ulang/", views.send_again, name="send_again"),
    path("penerusan/<uuid:id>/diterima/", views.settle, name="settle"),
    path("penerusan/lembaga/", views.servers, name="servers"),
    path("penerusan/lembaga/baru/", views.new_server, name="new_server"),
    path("penerusan/lembaga/tambah/", views.add_server, name="add_server"),
    path("penerusan/lembaga/<uuid:id>/", views.server, name="server"),
    path("penerusan/lembaga/<uuid:id>/ubah/", views.change_server, name="change_server"),
]
