"""Reading published figures. What counts for a period is what was published last for it."""

from django.db.models import QuerySet

from balaikota.foundation.statistics.models import Figure, Reading


def figures() -> QuerySet[Figure]:
    """Every figure the city publishes, by name."""
    return Figure.objects.order_by("name")


def series(code: str) -> QuerySet[Reading]:
    """One reading per period, oldest period first."""
    return (
        Reading.objects.filter(figure__code=code)
        .select_related("figure")
        .order_by("period", "-published_at", "-id")
        .distinct("period")
    )


def latest(code: str) -> Reading | None:
    """The newest period's reading, with its figure; None when nothing has been published."""
    newest = Reading.objects.filter(figure__code=code).select_related("figure")
    return newest.order_by("-period", "-published_at", "-id").first()


def newest() -> QuerySet[Reading]:
    """The newest period's reading of every figure that has one."""
    rows = Reading.objects.select_related("figure")
    return rows.order_by("figure_id", "-period", "-published_at", "-id").distinct("figure_id")


def history(code: str, period: str) -> QuerySet[Reading]:
    """Everything ever published for one period, newest first: corrections stay visible."""
    return Reading.objects.filter(figure__code=code, period=period).order_by("-published_at", "-id")


def locked(code: str) -> Figure | None:
    return Figure.objects.select_for_update(no_key=True).filter(code=code).first()
