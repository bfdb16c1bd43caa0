from tests.map import runtime
from tests.map.runtime import Start

START = Start(table=runtime.starlette, module="tasks.main", attribute="app")
