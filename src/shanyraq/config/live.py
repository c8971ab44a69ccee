"""The live process: streams only, no pages."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyraq.config.settings")
django.setup()

from shanyraq.spine.notices.live.stream import application  # noqa: E402 - needs loaded apps

__all__ = ["application"]
