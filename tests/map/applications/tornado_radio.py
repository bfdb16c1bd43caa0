from tests.map import runtime
from tests.map.runtime import Start

START = Start(table=runtime.tornado, module="radio.application", attribute="Radio")
