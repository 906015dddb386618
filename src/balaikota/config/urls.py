"""Every address of the city hall, room by room."""

from django.urls import include, path

from balaikota.config import views

handler500 = "balaikota.kit.failures.server_error"

urlpatterns = [
    path("sehat/", views.health, name="health"),
    path("", include("balaikota.portal.urls")),
    path("", include("balaikota.foundation.regions.urls")),
    path("", include("balaikota.foundation.offline.urls")),
    path("", include("balaikota.foundation.people.urls")),
    path("", include("balaikota.foundation.files.urls")),
    path("", include("balaikota.foundation.documents.urls")),
    path("", include("balaikota.foundation.pictures.urls")),
    path("", include("balaikota.foundation.notifications.urls")),
    path("", include("balaikota.foundation.webpush.urls")),
    path("", include("balaikota.engine.questions.urls")),
    path("", include("balaikota.engine.catalogue.urls")),
    path("", include("balaikota.engine.work.urls")),
    path("", include("balaikota.engine.deadlines.urls")),
    path("", include("balaikota.engine.cases.urls")),
    path("", include("balaikota.engine.carryover.urls")),
    path("", include("balaikota.engine.likeness.urls")),
    path("", include("balaikota.engine.satisfaction.urls")),
    path("", include("balaikota.engine.parcels.urls")),
    path("", include("balaikota.engine.counter.urls")),
    path("", include("balaikota.engine.copies.urls")),
    path("", include("balaikota.engine.opendata.urls")),
    path("", include("balaikota.engine.partners.urls")),
    path("", include("balaikota.engine.webhooks.urls")),
    path("", include("balaikota.engine.workshop.urls")),
    path("", include("balaikota.engine.retention.urls")),
    path("", include("balaikota.complaints.georeport.urls")),
    path("", include("balaikota.engine.rights.urls")),
    path("", include("balaikota.complaints.forwarding.urls")),
    path("", include("balaikota.civil.households.urls")),
    path("", include("balaikota.civil.cards.urls")),
    path("", include("balaikota.information.articles.urls")),
    path("", include("balaikota.information.places.urls")),
    path("", include("balaikota.complaints.mine.urls")),  # before the numbers of reports
    path("", include("balaikota.complaints.reports.urls")),
    path("", include("balaikota.complaints.handling.urls")),
    path("", include("balaikota.complaints.figures.urls")),
    path("", include("balaikota.enterprises.books.urls")),
    path("", include("balaikota.enterprises.permits.urls")),
    path("", include("balaikota.enterprises.capital.urls")),
    path("", include("balaikota.enterprises.production.urls")),
    path(
        "", include("balaikota.enterprises.imports.urls")
    ),  # before the businesses, whose numbers are slugs too
    path("", include("balaikota.enterprises.figures.urls")),
    path("", include("balaikota.enterprises.programmes.urls")),
    path("", include("balaikota.enterprises.funnel.urls")),
    path("", include("balaikota.enterprises.clinics.urls")),
    path("", include("balaikota.enterprises.coaching.urls")),
    path("", include("balaikota.enterprises.ladder.urls")),
    path("", include("balaikota.enterprises.register.urls")),
    path("", include("balaikota.information.alerts.urls")),
    path("", include("balaikota.information.agenda.urls")),
    path("", include("balaikota.economy.dashboard.urls")),
    path("", include("balaikota.innovation.ideas.urls")),  # before the numbers of innovations
    path("", include("balaikota.innovation.evidence.urls")),
    path("", include("balaikota.innovation.library.urls")),
    path("", include("balaikota.innovation.index.urls")),
    path("", include("balaikota.innovation.life.urls")),
    path("", include("balaikota.economy.workbooks.urls")),
    path("", include("balaikota.economy.bulletin.urls")),
    path("", include("balaikota.economy.nowcast.urls")),
    path("", include("balaikota.economy.scorecard.urls")),
    path("", include("balaikota.economy.outlets.urls")),
]
