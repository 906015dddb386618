"""Numbers of a year, one after the other, never one twice: what a room's own `NumberSeries` is made of."""

from django.db import connection, models


class YearSeries(models.Model):
    """The last number drawn in a year. Locked from the drawing until the transaction ends."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


def draw(series: type[YearSeries], year: int, count: int = 1) -> range:
    """The next `count` numbers of that year, in one statement."""
    table = connection.ops.quote_name(series._meta.db_table)
    statement = (
        f"insert into {table} (year, last) values (%s, %s)"  # noqa: S608 - the table's own name, quoted
        f" on conflict (year) do update set last = {table}.last + excluded.last returning last"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [year, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
