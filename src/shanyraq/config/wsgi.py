"""The web process: pages and endpoints."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.config.settings")
application = get_wsgi_application()
