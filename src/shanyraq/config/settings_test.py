"""Settings of the test suite: the same house, quicker hashing, mail kept in memory."""

import os
import tempfile

os.environ.setdefault("SHANYRAQ_DATA", tempfile.mkdtemp(prefix="shanyraq-test-"))

from shanyraq.config.settings import *  # noqa: F403, E402
from shanyraq.config.settings import DATA, DATABASES, STORAGES, TEMPLATES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "notices", "sealing"]}}
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads and live servers of the tests need connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟪unknown: %s⟫"
