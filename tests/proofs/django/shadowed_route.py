"""RL203 under Django: a parameter that comes first takes the fixed address after it."""

from __future__ import annotations

from django.test import Client

from tests.proofs.harness import Proof


def texts(client: Client, paths: str) -> dict[str, object]:
    return {path: client.get(f"/{path}").content.decode() for path in paths.split()}


def probe(client: Client) -> dict[str, object]:
    seen = texts(
        client,
        "members/me/ members/ann/ groups/new/ groups/chess/ topics/5 topics/music "
        "events/calendar/ events/party/ tags/all tags/red photos/albums/recent/ about/",
    )
    upload = client.post("/photos/upload")
    seen["upload"] = (upload.status_code, upload.content.decode())
    return seen


def probe_near(client: Client) -> dict[str, object]:
    return texts(
        client,
        "threads/7 threads/latest threads/Pinned years/current/ files/recent boards/rules/short "
        "boards/rules/ robots.txt imprint chess/",
    )


def probe_modules(client: Client) -> dict[str, object]:
    return texts(client, "api/people/ann/ api/people/headcount/ api/money/turnover/")


PROOFS = [
    Proof(
        probe=probe,
        bad={
            "members/me/": "member me",
            "members/ann/": "member ann",
            "groups/new/": "group new",
            "groups/chess/": "group chess",
            "topics/5": "topic 5",
            "topics/music": "topic music",
            "events/calendar/": "event calendar",
            "events/party/": "event party",
            "tags/all": "tag all",
            "tags/red": "tag red",
            "photos/albums/recent/": "photo recent",
            "about/": "group about",
            "upload": (405, ""),
        },
        good={
            "members/me/": "me",
            "members/ann/": "member ann",
            "groups/new/": "new group",
            "groups/chess/": "group chess",
            "topics/5": "topic number 5",
            "topics/music": "topic music",
            "events/calendar/": "calendar",
            "events/party/": "event party",
            "tags/all": "all tags",
            "tags/red": "tag red",
            "photos/albums/recent/": "me",
            "about/": "me",
            "upload": (200, "uploaded"),
        },
    ),
    Proof(
        probe=probe_near,
        fixture="",
        corrected="good.py",
        good={
            "threads/7": "thread 7",
            "threads/latest": "me",
            "threads/Pinned": "me",
            "years/current/": "me",
            "files/recent": "me",
            "boards/rules/short": "me",
            "boards/rules/": "me",
            "robots.txt": "robots",
            "imprint": "me",
            "chess/": "group chess",
        },
    ),
    Proof(
        probe=probe_modules,
        fixture="bad_modules",
        bad={
            "api/people/ann/": "person ann",
            "api/people/headcount/": "person headcount",
            "api/money/turnover/": "1000 EUR",
        },
        good={
            "api/people/ann/": "person ann",
            "api/people/headcount/": "42 people",
            "api/money/turnover/": "1000 EUR",
        },
    ),
]
