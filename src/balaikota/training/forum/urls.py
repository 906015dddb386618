"""/pelatihan/…/forum/ for everybody in a class, /meja/pelatihan/… for its organiser."""

from django.urls import path

from balaikota.training.forum import views

CLASS = "pelatihan/kelas/<slug:number>/forum/"
ONE = "pelatihan/forum/<uuid:topic_id>/"

app_name = "forum"
urlpatterns = [
    path(CLASS, views.forum, name="forum"),
    path(f"{CLASS}buka/", views.begin, name="begin"),
    path(f"{CLASS}terbaca/", views.see_all, name="see_all"),
    path(ONE, views.topic, name="topic"),
    path(f"{ONE}balas/", views.reply, name="reply"),
    path(f"{ONE}terbaca/", views.see, name="see"),
    path("pelatihan/forum/tulisan/<uuid:post_id>/", views.post, name="post"),
    path("pelatihan/forum/tulisan/<uuid:post_id>/ubah/", views.edit, name="edit"),
    path("meja/pelatihan/forum/tulisan/<uuid:post_id>/sembunyikan/", views.hide, name="hide"),
    path("meja/pelatihan/forum/tulisan/<uuid:post_id>/tampilkan/", views.show, name="show"),
]
