"""The live process: streams only, no pages."""

import os

import django
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.config.settings")
django.setup()
application = import_string("shanyraq.spine.notices.live.stream.application")
