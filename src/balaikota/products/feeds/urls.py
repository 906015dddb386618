"""/katalog/umpan/… and /api/v1/katalog/…"""

from django.urls import path

from balaikota.products.feeds import api, views

app_name = "feeds"
urlpatterns = [
    path("katalog/umpan/", views.index, name="index"),
    path("katalog/umpan/google.tsv", api.google_tsv, name="google_tsv"),
    path("katalog/umpan/google.xml", api.google_xml, name="google_xml"),
    path("katalog/umpan/meta.csv", api.meta_csv, name="meta_csv"),
    path("katalog/umpan/<slug:number>/google.tsv", api.google_tsv, name="seller_google_tsv"),
    path("katalog/umpan/<slug:number>/google.xml", api.google_xml, name="seller_google_xml"),
    path("katalog/umpan/<slug:number>/meta.csv", api.meta_csv, name="seller_meta_csv"),
    path("api/v1/katalog/openapi.json", api.openapi, name="openapi"),
    path("api/v1/katalog/produk", api.products, name="products"),
    path("api/v1/katalog/produk/<slug:code>", api.product, name="product"),
    path("api/v1/katalog/kategori", api.categories, name="categories"),
    path("api/v1/katalog/penjual/<slug:number>", api.seller, name="seller"),
]
