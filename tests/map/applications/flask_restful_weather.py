from tests.map import runtime
from tests.map.runtime import Start

# `/v1/measurements/<key>` is registered below `if __name__ == "__main__"`, which is not run here,
# and `/v1/alerts` when the API was already attached (RL205).
START = Start(
    table=runtime.flask,
    module="run",
    attribute="app",
    only_in_the_map={("GET", "/v1/alerts"), ("GET", "/v1/measurements/<key>")},
)
