"""Addresses of plans for capital."""

from django.urls import path

from balaikota.enterprises.capital import views

app_name = "capital"

urlpatterns = [
    path("umkm/modal/", views.offers, name="offers"),
    path("umkm/usulan/<uuid:sharing_id>/<slug:seal>/", views.shared, name="shared"),
    path("umkm/usulan/<uuid:sharing_id>/<slug:seal>/pdf/", views.shared_paper, name="shared_paper"),
    path("umkm/<slug:number>/modal/", views.index, name="index"),
    path("umkm/<slug:number>/modal/baru/", views.make, name="make"),
    path("umkm/<slug:number>/modal/<int:plan_id>/", views.plan, name="plan"),
    path("umkm/<slug:number>/modal/<int:plan_id>/ubah/", views.change, name="change"),
    path("umkm/<slug:number>/modal/<int:plan_id>/pdf/", views.paper, name="paper"),
    path("umkm/<slug:number>/modal/<int:plan_id>/sumber/", views.choose, name="choose"),
    path("umkm/<slug:number>/modal/<int:plan_id>/diterima/", views.receive, name="receive"),
    path("umkm/<slug:number>/modal/<int:plan_id>/bagikan/", views.share, name="share"),
    path(
        "umkm/<slug:number>/modal/<int:plan_id>/bagikan/<uuid:sharing_id>/tarik/",
        views.withdraw,
        name="withdraw",
    ),
]
