"""How the stub networks misbehave while a storm lasts: shares of requests, drawn from a seed."""

from typing import Any

STORM: list[tuple[str, str, float, dict[str, float]]] = [
    ("hang", "visible", 0.03, {"seconds": 1.5}),
    ("late", "visible", 0.02, {"seconds": 3, "hold": 1}),
    ("error", "visible", 0.005, {}),
    ("crash", "visible", 0.005, {}),
    ("reset", "visible", 0.01, {}),
    ("refuse", "visible", 0.02, {"seconds": 1}),
    ("limit", "visible", 0.02, {"seconds": 1}),
    ("crash", "step", 0.01, {}),
    ("drop", "step", 0.01, {"seconds": 0.5}),
    ("crash", "read", 0.01, {}),
    ("lag", "any", 0.3, {"seconds": 2}),
]


def storm(seed: int) -> list[dict[str, Any]]:
    """5 % of what people would see hangs or is accepted late, 1 % ends in a 500, 1 % in a reset, 4 % in a 429 or 503."""
    return [
        {"kind": kind, "on": on, "chance": chance, "seed": seed + number, **more}
        for number, (kind, on, chance, more) in enumerate(STORM)
    ]
