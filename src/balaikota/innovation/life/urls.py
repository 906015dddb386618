"""/inovasi/… and /meja/inovasi/"""

from django.urls import path

from balaikota.innovation.life import views
from balaikota.kit.http import either

app_name = "life"
urlpatterns = [
    path("inovasi/", views.index, name="index"),
    path("inovasi/usul/", views.start, name="start"),
    path("inovasi/usul/kirim/", views.propose, name="propose"),
    path("inovasi/saya/", views.mine, name="mine"),
    path("inovasi/portofolio/", views.portfolio, name="portfolio"),
    path("meja/inovasi/", views.desk, name="desk"),
    path("inovasi/<slug:number>/", views.innovation, name="innovation"),
    path("inovasi/<slug:number>/lengkapi/", either(views.mend_start, views.mend), name="mend"),
    path("inovasi/<slug:number>/rencana/", either(views.plan_start, views.plan), name="plan"),
    path("inovasi/<slug:number>/rencana/kunci/", views.lock, name="lock"),
    path("inovasi/<slug:number>/mulai/", views.begin, name="begin"),
    path("inovasi/<slug:number>/ukur/", views.measure, name="measure"),
    path("inovasi/<slug:number>/kembalikan/", views.send_back, name="send_back"),
    path("inovasi/<slug:number>/tidak-layak/", views.find_unfit, name="find_unfit"),
    path("inovasi/<slug:number>/layak/", views.find_fit, name="find_fit"),
    path("inovasi/<slug:number>/terapkan/", views.adopt, name="adopt"),
    path("inovasi/<slug:number>/hentikan/", views.stop, name="stop"),
    path("inovasi/<slug:number>/tim/", views.join, name="join"),
    path("inovasi/<slug:number>/penghargaan/", views.reward, name="reward"),
    path("inovasi/<slug:number>/piagam/<uuid:key>/", views.certificate, name="certificate"),
]
