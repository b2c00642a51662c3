"""How often something may be done, counted on the shared cache."""

from django.core.cache import cache


def too_many(act: str, who: object, *, most: int, seconds: int) -> bool:
    """Count one more `act` by `who`; whether that is over `most` within `seconds` from the first."""
    name = f"limit:{act}:{who}"
    if cache.add(name, 1, seconds):
        return most < 1
    try:
        return cache.incr(name) > most
    except ValueError:  # it ran out between the two calls
        cache.set(name, 1, seconds)
        return most < 1
