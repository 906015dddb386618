"""What Granian serves. Its worker must not outlive Granian's own main process, even after a kill -9."""

import os
import signal

from django.core.wsgi import get_wsgi_application

from balaikota.config.processes import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balaikota.config.settings")
if os.environ.get("BALAIKOTA_SUPERVISED") == "1":
    die_with_parent(signal.SIGTERM)
application = get_wsgi_application()
