"""/inovasi/ide/…"""

from django.urls import path

from balaikota.innovation.ideas import views

app_name = "ideas"
urlpatterns = [
    path("inovasi/ide/", views.index, name="index"),
    path("inovasi/ide/baru/", views.start, name="start"),
    path("inovasi/ide/kirim/", views.post, name="post"),
    path("inovasi/ide/<int:pk>/", views.idea, name="idea"),
    path("inovasi/ide/<int:pk>/komentar/", views.comment, name="comment"),
    path("inovasi/ide/<int:pk>/dukung/", views.support, name="support"),
    path("inovasi/ide/<int:pk>/jawab/", views.answer, name="answer"),
]
