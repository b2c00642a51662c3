"""Browsers by the names people know them by."""

# The first part that stands in the user agent wins: browsers name those they resemble after themselves.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def name(user_agent: str) -> str:
    """What somebody calls their browser and machine, as in “Firefox, Windows”; the first 60 characters of what is unknown."""
    known = [_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent)]
    return ", ".join(filter(None, known)) or user_agent[:60]


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((shown for part, shown in names if part in user_agent), "")
