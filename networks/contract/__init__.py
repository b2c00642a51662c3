"""What every network must do, as tests: a network's test class inherits them and adds a line or two.

`NetworkContract` speaks with a far side, which may be a stub or a real server. `StubContract` adds what only a stub can
do: misbehave on demand.
"""

import pytest

pytest.register_assert_rewrite(
    *(f"networks.contract.{part}" for part in ("acting", "listing", "profile", "richer", "shape", "faults"))
)

from networks.contract.far import OURS, PICTURES, FarPost, FarSide, StubSide, picture, video  # noqa: E402
from networks.contract.faults import OverHttp, StubContract  # noqa: E402
from networks.contract.shape import NetworkContract  # noqa: E402

__all__ = [
    "OURS",
    "PICTURES",
    "FarPost",
    "FarSide",
    "NetworkContract",
    "OverHttp",
    "StubContract",
    "StubSide",
    "picture",
    "video",
]
