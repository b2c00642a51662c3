"""The limit: a bare HTTP client that sends the same requests to the same stub, from processes of as many threads.

python -m benchmarks.publishing.bare ADDRESS REQUESTS CONNECTIONS     # prints the seconds it took
"""

import json
import sys
import threading
import time
from itertools import count

import urllib3


def main(address: str, requests: int, connections: int) -> None:
    """Send `requests` over `connections` and print how long it took."""
    pool = urllib3.PoolManager(maxsize=connections, block=False, retries=False)
    body = json.dumps({"repo": "r", "collection": "c", "rkey": "k", "record": {"text": "Le café est là. " * 6}}).encode()
    numbers = count()

    def send() -> None:
        while next(numbers) < requests:
            pool.urlopen("POST", f"{address}/bluesky/put", body=body, headers={"Content-Type": "application/json"}).json()

    threads = [threading.Thread(target=send) for _ in range(connections)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(time.monotonic() - began)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
