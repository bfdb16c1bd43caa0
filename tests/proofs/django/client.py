"""Django's test client, with the fixture as settings module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.proofs.harness import loaded


@contextmanager
def client(path: Path) -> Iterator[Any]:
    """The module's upper-case names are the settings, as if it were DJANGO_SETTINGS_MODULE.

    The database is always the harness's own, empty and in memory: Django can't exchange DATABASES
    in a running process (django.test.signals warns about it).
    """
    _set_up_django()
    from django.core.management import call_command
    from django.test import Client, override_settings

    with loaded(path) as module:
        own = {k: v for k, v in vars(module).items() if k.isupper() and k != "DATABASES"}
        own["ALLOWED_HOSTS"] = [*own.get("ALLOWED_HOSTS", ["*"]), "testserver"]
        own.setdefault("ROOT_URLCONF", module.__name__)
        try:
            with override_settings(**own):
                found: Any = Client(raise_request_exception=False)
                found.module = module
                yield found
        finally:
            # All tables, also of the applications that the fixture has not installed.
            call_command("flush", interactive=False, verbosity=0)


def _set_up_django() -> None:
    from django.conf import settings

    if settings.configured:
        return
    settings.configure(
        SECRET_KEY="only-for-proofs",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": "file:proofs?mode=memory&cache=shared",
            }
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
    )
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
