"""/informasi/… for everybody, /meja/informasi/… for its desk, and what programs read."""

from django.urls import path

from balaikota.information.articles import api, views

DESK = "meja/informasi/"
ONE = f"{DESK}<uuid:article_id>/"

app_name = "articles"
urlpatterns = [
    path("informasi/", views.index, name="index"),
    path("informasi/umpan.xml", api.feed, name="feed"),
    path("informasi/jenis/<slug:kind>/", views.kind, name="kind"),
    path("informasi/topik/<slug:topic>/", views.topic, name="topic"),
    path("informasi/keterbukaan/<slug:kategori>/", views.openness, name="openness"),
    path("informasi/<slug:article>/", views.article, name="article"),
    path("informasi/<slug:article>/berkas/", views.file, name="file"),
    path("informasi/<slug:article>/kartu.png", api.card, name="card"),
    path("sitemap.xml", api.sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>-<int:part>.xml", api.sitemap_part, name="sitemap_part"),
    path(DESK, views.desk, name="desk"),
    path(f"{DESK}baru/<slug:kind>/", views.write, name="write"),
    path(f"{DESK}baru/<slug:kind>/mulai/", views.begin, name="begin"),
    path(f"{DESK}baru/<slug:kind>/pratinjau/", views.preview_new, name="preview_new"),
    path(ONE, views.written, name="written"),
    path(f"{ONE}sunting/", views.edit, name="edit"),
    path(f"{ONE}sunting/simpan/", views.revise, name="revise"),
    path(f"{ONE}sunting/pratinjau/", views.preview, name="preview"),
    path(f"{ONE}banding/", views.compare, name="compare"),
    path(f"{ONE}pulihkan/<int:version>/", views.restore, name="restore"),
    path(f"{ONE}kirim/", views.send, name="send"),
    path(f"{ONE}terbitkan/", views.publish, name="publish"),
    path(f"{ONE}kembalikan/", views.send_back, name="send_back"),
    path(f"{ONE}tarik/", views.withdraw, name="withdraw"),
    path(f"{ONE}periksa/", views.confirm, name="confirm"),
]
