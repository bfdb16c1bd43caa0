from tests.map import runtime
from tests.map.runtime import Start

START = Start(
    table=runtime.litestar,
    module="main",
    attribute="app",
    # One line for all pages of documentation.
    only_in_the_map={("MOUNT", "/schema")},
    only_at_run_time={
        ("GET", f"/schema{page}")
        for page in (
            *("", "/elements", "/oauth2-redirect.html", "/openapi.json", "/openapi.yaml"),
            *("/openapi.yml", "/rapidoc", "/redoc", "/swagger", "/<path>"),
        )
    },
)
