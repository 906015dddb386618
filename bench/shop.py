"""django-oscar with the products of our catalogue: run by `bench.catalogue` in a place of its own, never by the city.

Settings as its documents begin with (“Building your own shop”): the simple search backend, no cache of pages.
"""

import os
import sys

import django
import psycopg
from django.conf import settings
from oscar.defaults import *  # noqa: F403

OWN = dict(globals())
MORE = {name: value for name, value in OWN.items() if name.startswith("OSCAR_") and name != "OSCAR_FROM"}
settings.configure(
    SECRET_KEY="bench", DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF="shop", SITE_ID=1, USE_TZ=True,
    STATIC_URL="/static/", MEDIA_URL="/media/", DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LANGUAGE_CODE="en-gb", MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware", "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware",
        "oscar.apps.basket.middleware.BasketMiddleware", "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
    ],
    INSTALLED_APPS=[
        "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
        "django.contrib.messages", "django.contrib.staticfiles", "django.contrib.sites", "django.contrib.flatpages",
        "oscar.config.Shop", "oscar.apps.analytics.apps.AnalyticsConfig", "oscar.apps.checkout.apps.CheckoutConfig",
        "oscar.apps.address.apps.AddressConfig", "oscar.apps.shipping.apps.ShippingConfig",
        "oscar.apps.catalogue.apps.CatalogueConfig", "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
        "oscar.apps.communication.apps.CommunicationConfig", "oscar.apps.partner.apps.PartnerConfig",
        "oscar.apps.basket.apps.BasketConfig", "oscar.apps.payment.apps.PaymentConfig",
        "oscar.apps.offer.apps.OfferConfig", "oscar.apps.order.apps.OrderConfig",
        "oscar.apps.customer.apps.CustomerConfig", "oscar.apps.search.apps.SearchConfig",
        "oscar.apps.voucher.apps.VoucherConfig", "oscar.apps.wishlists.apps.WishlistsConfig",
        "oscar.apps.dashboard.apps.DashboardConfig", "oscar.apps.dashboard.reports.apps.ReportsDashboardConfig",
        "oscar.apps.dashboard.users.apps.UsersDashboardConfig", "oscar.apps.dashboard.orders.apps.OrdersDashboardConfig",
        "oscar.apps.dashboard.catalogue.apps.CatalogueDashboardConfig",
        "oscar.apps.dashboard.offers.apps.OffersDashboardConfig",
        "oscar.apps.dashboard.partners.apps.PartnersDashboardConfig",
        "oscar.apps.dashboard.pages.apps.PagesDashboardConfig", "oscar.apps.dashboard.ranges.apps.RangesDashboardConfig",
        "oscar.apps.dashboard.reviews.apps.ReviewsDashboardConfig",
        "oscar.apps.dashboard.vouchers.apps.VouchersDashboardConfig",
        "oscar.apps.dashboard.communications.apps.CommunicationsDashboardConfig",
        "oscar.apps.dashboard.shipping.apps.ShippingDashboardConfig", "widget_tweaks", "haystack", "treebeard",
        "sorl.thumbnail", "django_tables2",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": [
            "django.template.context_processors.debug", "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth", "django.template.context_processors.i18n",
            "django.template.context_processors.media", "django.template.context_processors.static",
            "django.contrib.messages.context_processors.messages", "oscar.apps.search.context_processors.search_form",
            "oscar.apps.checkout.context_processors.checkout",
            "oscar.apps.communication.notifications.context_processors.notifications",
            "oscar.core.context_processors.metadata",
        ]},
    }],
    HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": "oscar", "USER": "postgres", "HOST": os.environ["OSCAR_SOCKET"],
        "ATOMIC_REQUESTS": True, "CONN_MAX_AGE": 600,
    }},
    **MORE,
)  # fmt: skip
django.setup()

from django.apps import apps  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
application = get_wsgi_application()
PRODUCTS = """select p.code, p.name, p.description, p.category_id, c.parent_id, p.price, p.enterprise_id::text, e.name
    from listings_product p join categories_category c on c.code = p.category_id
    join register_enterprise e on e.id = p.enterprise_id where p.code like 'b%' order by p.code"""


def fill() -> None:
    """A database of its own beside the city's, and our products in it."""
    with psycopg.connect(os.environ["OSCAR_FROM"], autocommit=True) as link:
        link.execute("drop database if exists oscar")
        link.execute("create database oscar")
        call_command("migrate", verbosity=0)
        names = dict(link.execute("select code, name from categories_category").fetchall())
        rows = link.execute(PRODUCTS).fetchall()
    load(names, rows)
    with psycopg.connect(
        host=os.environ["OSCAR_SOCKET"], user="postgres", dbname="oscar", autocommit=True
    ) as link:
        link.execute("vacuum analyze")


def load(names: dict[str, str], rows: list[tuple]) -> None:  # type: ignore[type-arg]
    from oscar.apps.catalogue.categories import create_from_breadcrumbs
    from oscar.apps.catalogue.models import Product, ProductCategory, ProductClass
    from oscar.apps.partner.models import Partner, StockRecord

    kind = ProductClass.objects.create(name="Goods", requires_shipping=False, track_stock=False)
    shelves = {
        row[3]: create_from_breadcrumbs(f"{names[row[4]]} > {names[row[3]]}")
        for row in {r[3]: r for r in rows}.values()
    }
    sellers = {row[6]: Partner(name=row[7][:128], code=row[6]) for row in rows}
    Partner.objects.bulk_create(sellers.values(), batch_size=5000)
    for begin in range(0, len(rows), 5000):
        some = rows[begin : begin + 5000]
        made = [Product(structure="standalone", product_class=kind, title=row[1], slug=row[0], upc=row[0],
                        description=row[2]) for row in some]  # fmt: skip
        Product.objects.bulk_create(made)
        pairs = list(zip(some, made, strict=True))
        ProductCategory.objects.bulk_create(
            [ProductCategory(product=one, category=shelves[row[3]]) for row, one in pairs]
        )
        StockRecord.objects.bulk_create([
            StockRecord(product=one, partner=sellers[row[6]], partner_sku=row[0], price_currency="IDR", price=row[5])
            for row, one in pairs
        ])  # fmt: skip


def paths() -> None:
    """Addresses that ask for what ours ask for; it has no filter but the category."""
    from oscar.apps.catalogue.models import Category, Product

    shelves = [each.get_absolute_url() for each in Category.objects.filter(depth=2)[:40]]
    some = [each.get_absolute_url() for each in Product.objects.order_by("upc")[:40]]
    print("browse /catalogue/")
    print("filter", *shelves)
    print("search", *[f"/search/?q={word}" for word in ("keripik", "kopi", "sandal", "batik", "sambal")])
    print("detail", *some)


if __name__ == "__main__":
    {"fill": fill, "paths": paths}[sys.argv[1]]()
