from tests.map import runtime
from tests.map.runtime import Start

START = Start(table=runtime.aiohttp, module="radio.main", attribute="make_app")
