"""/ganda/…"""

from django.urls import path

from balaikota.engine.likeness import views

app_name = "likeness"
urlpatterns = [
    path("ganda/", views.index, name="index"),
    path("ganda/ambang/", views.thresholds, name="thresholds"),
    path("ganda/ambang/atur/", views.tune, name="tune"),
    path("ganda/<uuid:id>/", views.pair, name="pair"),
    path("ganda/<uuid:id>/berbeda/", views.set_apart, name="set_apart"),
    path("ganda/<uuid:id>/sama/", views.call_same, name="call_same"),
    path("ganda/<uuid:id>/lagi/", views.reopen, name="reopen"),
    path("ganda/<uuid:id>/gabung/", views.merge, name="merge"),
    path("ganda/<uuid:id>/urungkan/", views.undo, name="undo"),
]
