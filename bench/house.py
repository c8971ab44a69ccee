"""A database of its own for a bench: SQLite in a folder that goes, or what BENCH_DATABASE_URL names."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))


@contextmanager
def fresh_database() -> Iterator[str]:
    """Migrated and empty; yields its vendor. On PostgreSQL a database of its own is made and dropped."""
    os.environ["SHANYRAQ_DATA"] = tempfile.mkdtemp(prefix="shanyraq-bench-")
    os.environ.setdefault("SHANYRAQ_LOG", "ERROR")
    os.environ["DJANGO_SETTINGS_MODULE"] = "shanyraq.config.settings_test"
    if url := os.environ.get("BENCH_DATABASE_URL"):
        os.environ["DATABASE_URL"] = url
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=set())
    try:
        yield connection.vendor
    finally:
        teardown_databases(made, verbosity=0)
