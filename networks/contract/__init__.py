"""What every network must do, as tests: a network's test class inherits them and adds a line or two.

`NetworkContract` speaks with a far side, which may be a stub or a real server. `StubContract` adds what only a stub can
do: misbehave on demand.
"""

from networks.contract.far import PICTURES, FarPost, FarSide, StubSide, picture
from networks.contract.faults import OverHttp, StubContract
from networks.contract.shape import NetworkContract

__all__ = ["PICTURES", "FarPost", "FarSide", "NetworkContract", "OverHttp", "StubContract", "StubSide", "picture"]
