"""A tile server of this machine: plain pictures for a map, and a note of what was asked of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from PIL import Image, ImageDraw

APPROVAL = "测试(2026)0001号"


@dataclass
class Tiles:
    """``asked``: path and referrer of every request."""

    url: str
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        """What the county would put into the environment."""
        return {"MAP_TILES": f"{self.url}/{{z}}/{{x}}/{{y}}.png", "MAP_APPROVAL": APPROVAL}


@contextmanager
def tile_server() -> Iterator[Tiles]:
    """Runs until the journey ends."""
    tiles = Tiles("")
    picture = _picture()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tiles.asked.append((self.path, self.headers.get("Referer", "")))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(picture)))
            self.end_headers()
            self.wfile.write(picture)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tiles.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield tiles
    server.shutdown()
    server.server_close()


def _picture() -> bytes:
    drawn = Image.new("RGB", (256, 256), "#eef1e6")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 255, 255), outline="#d5dac8")
    pen.line((0, 180, 255, 90), fill="#d8c9a8", width=6)
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    return kept.getvalue()
