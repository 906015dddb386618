"""/retensi/, and holding an application back."""

from django.urls import path

from balaikota.engine.retention import views

app_name = "retention"
urlpatterns = [
    path("retensi/", views.index, name="index"),
    path("retensi/jatuh/", views.due, name="due"),
    path("retensi/ditahan/", views.holds, name="holds"),
    path("retensi/kantor/<slug:code>/usul/", views.prepare, name="prepare"),
    path("retensi/usul/<uuid:id>/", views.batch, name="batch"),
    path("retensi/usul/<uuid:id>/musnahkan/", views.confirm, name="confirm"),
    path("retensi/usul/<uuid:id>/batal/", views.discard, name="discard"),
    path("permohonan/<slug:number>/tahan/", views.holding, name="holding"),
    path("permohonan/<slug:number>/tahan/simpan/", views.hold, name="hold"),
    path("permohonan/<slug:number>/tahan/lepas/", views.lift, name="lift"),
]
