from tests.map import runtime
from tests.map.runtime import Start

# Its guard stands above `@view_config` (RL302): the scan does not find the view.
START = Start(
    table=runtime.pyramid,
    module="main",
    attribute="app",
    only_in_the_map={("POST", "/documents/<number>/tags")},
    only_at_run_time={("ANY", "/documents/<number>/tags")},
)
