"""What the list shows of each product, the words products are called by, counts, and who was seen how often."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone


class Card(models.Model):
    """A published product as it is shown and found. A copy: the product itself stands in `listings`.

    `turn` and `lap` say where it stands in the order that rotates: `round << 16 | point`, in the whole catalogue and in
    its category; the point is its seller's. The rule is on the page /katalog/urutan/.
    """

    personal = ()
    product = models.OneToOneField("listings.Product", models.CASCADE, related_name="+")
    seller = models.ForeignKey("register.Enterprise", models.CASCADE, related_name="+")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=150)
    html = models.TextField(help_text="without words of any language: marks stand for them")
    lexemes = SearchVectorField(
        help_text="word, F+spelling, C+group; T+each of the title, H+of its first word; "
        "K category, D kecamatan, L kelurahan, P permit, S ready, V delivery, R and Q shelf"
    )
    names = SearchVectorField(
        help_text="the few of them that rate it: short, so that it lies in the row itself"
    )
    category = models.CharField(max_length=8)
    parent = models.CharField(max_length=8)
    district = models.CharField(max_length=13)
    kelurahan = models.CharField(max_length=13)
    price = models.BigIntegerField(null=True, help_text="rupiah, the lowest")
    marks = models.PositiveIntegerField(default=0, help_text="bits in the order of methods.MARKS")
    point = models.PositiveIntegerField(help_text="the seller's place on the circle, below 65536")
    turn = models.PositiveIntegerField(default=0)
    lap = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=False, help_text="has what a buyer needs: photo, price, text")
    published_at = models.DateTimeField()
    until = models.DateField(
        null=True, help_text="from the next day on it is to be written anew: a permit ends"
    )

    class Meta:
        indexes = [
            GinIndex(name="cards_by_lexeme", fields=["lexemes"], fastupdate=False),
            models.Index(name="cards_by_turn", fields=["turn", "id"]),
            models.Index(name="cards_of_category", fields=["category", "lap", "id"]),
            models.Index(name="cards_of_parent", fields=["parent", "lap", "id"]),
            models.Index(name="cards_of_kelurahan", fields=["kelurahan", "turn", "id"]),
            models.Index(name="cards_by_price", fields=["price", "id"]),
            models.Index(name="cards_of_category_by_price", fields=["category", "price", "id"]),
            models.Index(name="cards_by_age", fields=["published_at", "id"]),
            models.Index(name="cards_of_category_by_age", fields=["category", "published_at", "id"]),
            models.Index(name="cards_ending", fields=["until"], condition=models.Q(until__isnull=False)),
        ]


class Face(models.Model):
    """A product's whole page in one language, as everybody sees it who is not signed in: what stands between the frame
    of every page. Good only beside a product that has not changed since, of a release that would draw it alike."""

    personal = ()
    product = models.ForeignKey("listings.Product", models.CASCADE, related_name="+")
    language = models.CharField(max_length=8)
    changed_at = models.DateTimeField(help_text="the product's, when this was drawn")
    release = models.CharField(max_length=16)
    until = models.DateField(help_text="from the next day on it is to be drawn anew")
    title = models.TextField()
    head = models.TextField()
    body = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(name="faces_one_a_language", fields=["product", "language"])]


class Tally(models.Model):
    """How many products of each kind there are in a category ("" is the whole catalogue), as of the last count."""

    personal = ()
    scope = models.CharField(max_length=8, primary_key=True)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)


class Pulse(models.Model):
    """One row: grows whenever a card changes, so that kept pages are forgotten; how far it was when last counted, and
    the lexicon the cards were made with."""

    personal = ()
    number = models.BigIntegerField(default=1)
    counted = models.BigIntegerField(default=0)
    lexicon = models.CharField(max_length=64, blank=True)
