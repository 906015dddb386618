"""Addresses of products."""

from django.urls import path

from balaikota.products.listings import views

app_name = "listings"
OWN = "katalog/toko/<slug:number>/produk/"

urlpatterns = [
    path("katalog/p/<slug:code>/", views.product, name="product"),
    path("katalog/jual/", views.sell, name="sell"),
    path(OWN, views.mine, name="mine"),
    path(f"{OWN}baru/", views.start, name="start"),
    path(f"{OWN}<slug:code>/foto/", views.photos, name="photos"),
    path(f"{OWN}<slug:code>/foto/<uuid:picture_id>/utama/", views.put_first, name="put-first"),
    path(f"{OWN}<slug:code>/foto/<uuid:picture_id>/potong/", views.crop, name="crop"),
    path(f"{OWN}<slug:code>/foto/<uuid:picture_id>/hapus/", views.drop_photo, name="drop-photo"),
    path(f"{OWN}<slug:code>/harga/", views.price, name="price"),
    path(f"{OWN}<slug:code>/pasang/", views.publish, name="publish"),
    path(f"{OWN}<slug:code>/izin/", views.tie, name="tie"),
    path(f"{OWN}<slug:code>/ubah/", views.change, name="change"),
    path(f"{OWN}<slug:code>/stok/", views.count, name="count"),
    path(f"{OWN}<slug:code>/sembunyikan/", views.hide, name="hide"),
    path(f"{OWN}<slug:code>/salin/", views.copy, name="copy"),
    path(f"{OWN}<slug:code>/hapus/", views.discard, name="discard"),
]
