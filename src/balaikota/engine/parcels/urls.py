"""/loket/serah/… and the delivery of a case's card."""

from django.urls import path

from balaikota.engine.parcels import views

app_name = "parcels"
urlpatterns = [
    path("loket/serah/", views.shelf, name="shelf"),
    path("loket/serah/<uuid:parcel_id>/", views.parcel, name="parcel"),
    path("loket/serah/<uuid:parcel_id>/serahkan/", views.hand_over, name="hand_over"),
    path("loket/serah/<uuid:parcel_id>/kirim/", views.send, name="send"),
    path("loket/serah/<uuid:parcel_id>/sampai/", views.delivered, name="delivered"),
    path("loket/serah/<uuid:parcel_id>/kembali/", views.returned, name="returned"),
    path("permohonan/<slug:number>/kirim/", views.delivery, name="delivery"),
    path("permohonan/<slug:number>/kirim/minta/", views.ask_to_send, name="ask_to_send"),
]
