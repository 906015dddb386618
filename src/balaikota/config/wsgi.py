"""The application as WSGI, for Granian (`config/web.py`) or any other server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
application = get_wsgi_application()
