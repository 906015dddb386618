"""/kalender-kerja/"""

from django.urls import path

from balaikota.engine.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("kalender-kerja/", views.calendar, name="calendar"),
    path("kalender-kerja/<int:year>/", views.calendar, name="year"),
    path("kalender-kerja/tambah/", views.adding, name="adding"),
    path("kalender-kerja/tambah/simpan/", views.add, name="add"),
    path("kalender-kerja/libur/<int:id>/", views.withdrawing, name="withdrawing"),
    path("kalender-kerja/libur/<int:id>/cabut/", views.withdraw, name="withdraw"),
]
