"""Exit code 0 when /health/ of the instance on this machine says so: python -m config.runtime.healthy, for containers."""

import http.client
import os
import sys
from urllib.parse import urlsplit


def main() -> int:
    """Ask as the public address would, so that the host is one of those allowed."""
    site = urlsplit(os.environ.get("SITE_URL") or "http://127.0.0.1:8000")
    line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or "8000"), timeout=5)
    try:
        line.request("GET", "/health/", headers={"Host": site.netloc})
        answer = line.getresponse()
        print(answer.read().decode(errors="replace"))
        return int(answer.status != 200)
    except OSError as error:
        print(f"No answer: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
