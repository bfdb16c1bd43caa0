from tests.map import runtime
from tests.map.runtime import Start

START = Start(table=runtime.flask, module="wsgi", attribute="app")
