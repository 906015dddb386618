"""Addresses of plans and findings."""

from django.urls import path

from balaikota.innovation.evidence import views

app_name = "evidence"
urlpatterns = [
    path("inovasi/bukti/cara/", views.ways, name="ways"),
    path("inovasi/bukti/<uuid:plan_id>/", views.plan, name="plan"),
    path("inovasi/bukti/<uuid:plan_id>/grafik.svg", views.chart, name="chart"),
    path("inovasi/bukti/<uuid:plan_id>/laporan.pdf", views.paper, name="paper"),
    path("inovasi/bukti/<uuid:plan_id>/data.csv", views.sheet, name="sheet"),
    path("inovasi/bukti/ulang.py", views.script, name="script"),
]
