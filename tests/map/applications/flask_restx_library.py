from tests.map import runtime
from tests.map.runtime import Start

START = Start(table=runtime.restx, module="wsgi", attribute="app")
