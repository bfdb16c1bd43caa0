from tests.map import runtime
from tests.map.runtime import Start

# Sanic answers with and without the slash, and keeps the path without.
START = Start(
    table=runtime.sanic,
    module="main",
    attribute="app",
    only_in_the_map={("GET", "/api/v1/parcels/"), ("POST", "/api/v1/parcels/")},
    only_at_run_time={("GET", "/api/v1/parcels"), ("POST", "/api/v1/parcels")},
)
