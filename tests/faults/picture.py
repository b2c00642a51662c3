"""The one picture of the proof, and a server that gives it to networks which fetch pictures themselves."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image


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

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, args=(0.2,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def close(self) -> None:
        self.shutdown()
        self.server_close()
