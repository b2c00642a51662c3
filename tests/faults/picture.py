"""The one picture of the proof, and a server that gives it to networks which fetch pictures themselves."""

import signal
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image

from config.runtime import children


def _drawn() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 400), "#b4532a").save(out, "JPEG")
    return out.getvalue()


JPEG = _drawn()


class Handler(BaseHTTPRequestHandler):
    """Gives the picture, whatever is asked for."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(JPEG)))
        self.end_headers()
        self.wfile.write(JPEG)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class PictureServer(ThreadingHTTPServer):
    """Serves from a thread as long as this process lives, or until `close`."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, address: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((address, port), Handler)
        threading.Thread(target=self.serve_forever, args=(0.2,), daemon=True).start()

    @property
    def url(self) -> str:
        return "http://{}:{}".format(*self.server_address)

    def close(self) -> None:
        self.shutdown()
        self.server_close()


if __name__ == "__main__":
    children.follow_parent()
    print(PictureServer(sys.argv[1]).url, flush=True)
    signal.pause()
