"""/meja/pelatihan/rencana/2026/: the plan, its lines and what came of them."""

from django.urls import path

from balaikota.training.plans import views

YEAR = "meja/pelatihan/rencana/<int:year>/"
LINE = "meja/pelatihan/rencana/baris/<uuid:line_id>/"

app_name = "plans"
urlpatterns = [
    path(YEAR, views.plan, name="plan"),
    path(f"{YEAR}susun/", views.draft, name="draft"),
    path(f"{YEAR}baris/", views.add_line, name="add_line"),
    path(f"{YEAR}saran/", views.take_up, name="take_up"),
    path(f"{YEAR}kebutuhan/", views.answer, name="answer"),
    path(f"{YEAR}ajukan/", views.submit, name="submit"),
    path(f"{YEAR}setujui/", views.approve, name="approve"),
    path(f"{YEAR}kembalikan/", views.send_back, name="send_back"),
    path(f"{YEAR}perbarui/", views.revise, name="revise"),
    path(f"{YEAR}realisasi/", views.realisation, name="realisation"),
    path(f"{YEAR}rencana.xlsx", views.export, name="export"),
    path(LINE, views.line, name="line"),
    path(f"{LINE}ubah/", views.mend_line, name="mend_line"),
    path(f"{LINE}hapus/", views.drop_line, name="drop_line"),
    path(f"{LINE}kelas/", views.open_class, name="open_class"),
    path("meja/pelatihan/kelas/<slug:number>/rencana/", views.of_class, name="of_class"),
    path("meja/pelatihan/kelas/<slug:number>/rencana/kaitkan/", views.attach, name="attach"),
]
