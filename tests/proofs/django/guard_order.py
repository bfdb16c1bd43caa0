"""RL302 under Django: guards that never run, or break what they are to guard."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.test import Client, modify_settings

from tests.proofs.harness import Proof


def probe(client: Client) -> dict[str, object]:
    """What guests get, the signed-in user, and another server without a CSRF token."""
    pages = "patients dosages salaries dashboard rota inbox wards beds keys"
    seen: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages.split()}
    get_user_model().objects.create_user("ann", password="apple", is_staff=True)
    client.login(username="ann", password="apple")
    for page in ("wards", "keys"):
        seen[f"{page} for ann"] = client.get(f"/{page}").status_code
    server = Client(raise_request_exception=False, enforce_csrf_checks=True)
    for hook in ("payment", "lab", "door", "alarm"):
        seen[f"hook {hook}"] = server.post(f"/hooks/{hook}").status_code
    require_login = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    with modify_settings(MIDDLEWARE={"append": require_login}):
        guest = Client()
        seen["start where login is required"] = guest.get("/").status_code
    return seen


def probe_near(client: Client) -> dict[str, object]:
    pages = "import/patients import/dosages imprint archive findings letters"
    seen: dict[str, object] = {page: client.get(f"/{page}").status_code for page in pages.split()}
    seen["discharge"] = client.post("/discharge").status_code
    seen["admit"] = client.post("/admit").status_code
    return seen


def probe_class(client: Client) -> dict[str, object]:
    return {"patients": client.get("/").status_code}


def probe_cache(client: Client) -> dict[str, object]:
    cache.clear()
    get_user_model().objects.create_user("ann", password="apple")
    client.login(username="ann", password="apple")
    own = client.get("/inbox").content.decode()
    guest = Client().get("/inbox").content.decode()
    return {"ann": own, "guest": guest}


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "patients": 200,
            "dosages": 200,
            "salaries": 200,
            "dashboard": 200,
            "rota": 200,
            "inbox": 200,
            "wards": 500,
            "beds": 500,
            "keys": 500,
            "wards for ann": 500,
            "keys for ann": 500,
            "hook payment": 403,
            "hook lab": 403,
            "hook door": 403,
            "hook alarm": 403,
            "start where login is required": 302,
        },
        good={
            "patients": 302,
            "dosages": 302,
            "salaries": 302,
            "dashboard": 302,
            "rota": 403,
            "inbox": 302,
            "wards": 302,
            "beds": 302,
            "keys": 302,
            "wards for ann": 200,
            "keys for ann": 200,
            "hook payment": 200,
            "hook lab": 200,
            "hook door": 200,
            "hook alarm": 200,
            "start where login is required": 200,
        },
        fixed={
            "patients": 302,
            "dosages": 302,
            "salaries": 302,
            "dashboard": 302,
            "rota": 403,
            "inbox": 302,
            "wards": 302,
            "beds": 302,
            "keys": 302,
            "wards for ann": 200,
            "keys for ann": 200,
            "hook payment": 200,
            "hook lab": 200,
            "hook door": 200,
            "hook alarm": 200,
            "start where login is required": 200,
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "import/patients": 302,
            "import/dosages": 302,
            "imprint": 200,
            "archive": 302,
            "findings": 403,
            "letters": 302,
            "discharge": 302,
            "admit": 302,
        },
    ),
    Proof(
        probe=probe_class,
        fixture="bad_class.py",
        bad={"import_error": "AttributeError"},
        good={"patients": 302},
        fixed={"patients": 302},
    ),
    Proof(
        probe=probe_class,
        fixture="bad_method_decorator.py",
        bad={"import_error": "ValueError"},
        good={"patients": 302},
        fixed={"patients": 302},
    ),
    Proof(
        probe=probe_cache,
        fixture="bad_cache.py",
        bad={"ann": "letters to ann", "guest": "letters to ann"},
        good={"ann": "letters to ann", "guest": ""},
    ),
]
