from tests.map import runtime
from tests.map.runtime import Start

# Registered below `if __name__ == "__main__"`, which is not run here: `/status`.
START = Start(
    table=runtime.falcon, module="main", attribute="app", only_in_the_map={("GET", "/status")}
)
