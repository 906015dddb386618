"""/katalog/keranjang/, /katalog/pesanan/ and the seller's desk."""

from django.urls import path

from balaikota.products.orders import views

app_name = "orders"
urlpatterns = [
    path("katalog/keranjang/", views.cart, name="cart"),
    path("katalog/keranjang/tambah/", views.put, name="put"),
    path("katalog/keranjang/ubah/", views.set_counts, name="set_counts"),
    path("katalog/keranjang/kirim/", views.place, name="place"),
    path("katalog/pesanan/", views.index, name="index"),
    path("katalog/pesanan/<slug:number>/", views.order, name="order"),
    path("katalog/pesanan/<slug:number>/sanggup/", views.accept, name="accept"),
    path("katalog/pesanan/<slug:number>/tolak/", views.decline, name="decline"),
    path("katalog/pesanan/<slug:number>/siap/", views.make_ready, name="make_ready"),
    path("katalog/pesanan/<slug:number>/serahkan/", views.hand_over, name="hand_over"),
    path("katalog/pesanan/<slug:number>/terima/", views.receive, name="receive"),
    path("katalog/pesanan/<slug:number>/batal/", views.cancel, name="cancel"),
    path("katalog/pesanan/<slug:number>/ulang/", views.order_again, name="order_again"),
    path("katalog/pesanan/<slug:number>/buku/", views.enter_in_book, name="enter_in_book"),
    path("katalog/toko/<slug:number>/pesanan/", views.desk, name="desk"),
    path("katalog/toko/<slug:number>/atur/", views.arrange, name="arrange"),
    path("katalog/toko/<slug:number>/atur/tanpa-qris/", views.remove_qris, name="remove_qris"),
]
