from tests.map import runtime
from tests.map.runtime import Start

START = Start(table=runtime.litestar, module="main", attribute="app")
