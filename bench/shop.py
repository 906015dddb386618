"""django-oscar with the products of our catalogue: run by `bench.catalogue` in a place of its own, never by the city.

Settings as its documents begin with (“Building your own shop”): the simple search backend, no cache of pages.
"""

import os

import django
import psycopg
from django.conf import settings
from oscar.defaults import *  # noqa: F403
from PIL import Image

OWN = dict(globals())
MORE = {name: value for name, value in OWN.items() if name.startswith("OSCAR_") and name != "OSCAR_FROM"}
settings.configure(
    SECRET_KEY="bench", DEBUG=False, ALLOWED_HOSTS=["*"], ROOT_URLCONF="shop", SITE_ID=1, USE_TZ=True,
    STATIC_URL="/static/", MEDIA_URL="/media/", MEDIA_ROOT=os.environ["OSCAR_MEDIA"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
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
from django.db import connection  # noqa: E402
from django.urls import include, path  # noqa: E402
from django.utils import timezone  # noqa: E402

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
application = get_wsgi_application()
SHELVES = """select c.code, p.name, c.name from categories_category c join categories_category p on p.code = c.parent_id
    where exists (select from listings_product each where each.category_id = c.code)"""
SELLERS = """select e.id::text, e.name from register_enterprise e
    where exists (select from listings_product each where each.enterprise_id = e.id and each.code like 'b%')"""
PRODUCTS = """select code, name, description, category_id, price, enterprise_id::text
    from listings_product where code like 'b%' order by code"""


def fill() -> None:
    """A database of its own beside the city's, and our products in it."""
    with psycopg.connect(os.environ["OSCAR_FROM"], autocommit=True) as city:
        city.execute("drop database if exists oscar")
        city.execute("create database oscar")
        call_command("migrate", verbosity=0)
        Image.new("RGB", (300, 300)).save(os.path.join(os.environ["OSCAR_MEDIA"], "image_not_found.jpg"))
        whose = {"host": os.environ["OSCAR_SOCKET"], "user": "postgres", "dbname": "oscar"}
        with psycopg.connect(**whose) as shop:
            shop.execute("set session_replication_role = replica")  # the rows are right
            load(city, shop)
            shop.commit()
            shop.autocommit = True
            shop.execute("vacuum analyze")


def load(city: psycopg.Connection, shop: psycopg.Connection) -> None:
    """Copied in stretches, so that a million fits into memory."""
    from oscar.apps.catalogue.categories import create_from_breadcrumbs
    from oscar.apps.catalogue.models import Product, ProductCategory, ProductClass
    from oscar.apps.partner.models import Partner, StockRecord

    kind = ProductClass.objects.create(name="Goods", requires_shipping=False, track_stock=False).pk
    shelves = {
        code: create_from_breadcrumbs(f"{above} > {name}").pk for code, above, name in city.execute(SHELVES)
    }
    rows = [(key, name[:128]) for key, name in city.execute(SELLERS)]
    sellers = {key: number for number, (key, _name) in enumerate(rows, 1)}
    copy(shop, Partner, ({"id": sellers[key], "code": key, "name": name} for key, name in rows))
    done = 0
    with city.transaction(), city.cursor("products") as reading:
        reading.execute(PRODUCTS)
        while some := reading.fetchmany(5000):
            goods = list(enumerate(some, done + 1))
            done += len(goods)
            copy(shop, Product, ({"id": at, "structure": "standalone", "product_class_id": kind, "upc": row[0],
                                  "slug": row[0], "title": row[1], "description": row[2]} for at, row in goods))  # fmt: skip
            copy(
                shop,
                ProductCategory,
                ({"id": at, "product_id": at, "category_id": shelves[row[3]]} for at, row in goods),
            )
            copy(shop, StockRecord, ({"id": at, "product_id": at, "partner_id": sellers[row[5]], "partner_sku": row[0],
                                      "price_currency": "IDR", "price": row[4]} for at, row in goods))  # fmt: skip


def copy(link: psycopg.Connection, model, rows) -> None:  # type: ignore[no-untyped-def]
    """What a row does not say is the model's default."""
    fields, now = model._meta.concrete_fields, timezone.now()
    plain = {
        each.attname: now
        if getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False)
        else each.get_db_prep_save(each.get_default(), connection)
        for each in fields
    }
    names = ", ".join(f'"{each.column}"' for each in fields)
    with link.cursor().copy(f"copy {model._meta.db_table} ({names}) from stdin") as going:
        for row in rows:
            going.write_row([row.get(each.attname, plain[each.attname]) for each in fields])


def paths() -> None:
    """Addresses that ask for what ours ask for; it has no filter but the category."""
    import oscar
    from oscar.apps.catalogue.models import Category, Product

    print("version django-oscar", oscar.get_version())
    shelves = [each.get_absolute_url() for each in Category.objects.filter(depth=2)[:40]]
    some = [each.get_absolute_url() for each in Product.objects.order_by("upc")[:40]]
    print("browse /catalogue/")
    print("filter", *shelves)
    print("search", *[f"/search/?q={word}" for word in ("keripik", "kopi", "sandal", "batik", "sambal")])
    print("detail", *some)
