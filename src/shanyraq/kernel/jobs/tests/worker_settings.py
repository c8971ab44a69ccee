"""The smallest house a worker can live in: for tests that start real worker processes."""

import os
from pathlib import Path

from shanyraq.config import environment as env

DATA = Path(os.environ["SHANYRAQ_DATA"])
SECRET_KEY = "only-for-tests-of-worker-processes-0123456789"
INSTALLED_APPS = [
    "shanyraq.kernel.scope",
    "shanyraq.kernel.actions",
    "shanyraq.kernel.facts",
    "shanyraq.kernel.events",
    "shanyraq.kernel.jobs",
    "shanyraq.kernel.jobs.tests",
]
DATABASES = {"default": env.database(DATA / "shanyraq.sqlite3")}
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
