"""/kotak-masuk/ and, for the operator, /kotak-keluar/"""

from django.urls import path

from balaikota.foundation.notifications import views

app_name = "notifications"
urlpatterns = [
    path("kotak-masuk/", views.inbox, name="inbox"),
    path("kotak-masuk/sudah-dibaca/", views.read_all, name="read_all"),
    path("kotak-masuk/pilihan/", views.choices, name="choices"),
    path("kotak-masuk/pilihan/simpan/", views.choose, name="choose"),
    path("kotak-masuk/<int:id>/buka/", views.read, name="read"),
    path("kotak-masuk/whatsapp/ya/", views.opt_in, name="opt_in"),
    path("kotak-masuk/whatsapp/tidak/", views.opt_out, name="opt_out"),
    path("kotak-keluar/", views.outbox, name="outbox"),
    path("kotak-keluar/<int:id>/lagi/", views.send_again, name="send_again"),
    path("kotak-keluar/<int:id>/sampai/", views.settle, name="settle"),
]
