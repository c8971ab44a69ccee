"""Settings of the test suite: the same house, quicker hashing, mail kept in memory."""

import os
import tempfile

os.environ.setdefault("SHANYRAQ_DATA", tempfile.mkdtemp(prefix="shanyraq-test-"))

from shanyraq.config.settings import *  # noqa: F403
from shanyraq.config.settings import DATA, DATABASES, STORAGES, TEMPLATES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["*"]
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and live servers of the tests need connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
else:
    # Two runs side by side on one server must not meet.
    DATABASES["default"]["TEST"] = {"NAME": f"test_shanyraq_{os.getpid()}"}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟪unknown: %s⟫"  # type: ignore[index]
