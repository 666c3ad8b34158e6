"""Another system's server: HTTPS on 127.0.0.1 under a name, with answers as they are met outside."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from threading import Event, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NAME = "hook.example"


@dataclass
class Heard:
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """``answers``: what comes next, a status or a word of ``Handler.odd``; then always 204."""

    port: int = 0
    heard: list[Heard] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.port}/in?from=cunli"

    @property
    def events(self) -> list[tuple[str, str]]:
        """Kind and number of step, in the order in which they came."""
        return [(one.json()["type"].removeprefix("matter."), one.headers["webhook-id"]) for one in self.heard]


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            receiver.heard.append(Heard(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            answer = receiver.answers.pop(0) if receiver.answers else 204
            if isinstance(answer, int):
                self.send_response(answer)
                if 300 <= answer < 400:
                    self.send_header("Location", receiver.address.replace("/in", "/elsewhere"))
                self.end_headers()
                return
            self.close_connection = True
            getattr(self, f"odd_{answer}")()

        do_GET = do_POST

        def odd_silent(self) -> None:
            receiver.over.wait(5)

        def odd_dripping(self) -> None:
            """A byte now and then: no single read ever takes long."""
            for _turn in range(100):
                if receiver.over.wait(0.05):
                    return
                self.wfile.write(b"H")

        def odd_huge(self) -> None:
            """It never stops talking, after it said that all is well."""
            self.send_response(200)
            self.end_headers()
            until = time.monotonic() + 5
            while time.monotonic() < until and not receiver.over.is_set():
                self.wfile.write(b"x" * 65_536)

        def odd_garbage(self) -> None:
            self.wfile.write(b"\x00\x01" * 50 + b"\r\n\r\n")

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """The other side hung up."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = _context().wrap_socket(server.socket, server_side=True)
    receiver.port = server.server_port
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def trust_it() -> ssl.SSLContext:
    """Trusts the certificate of these servers and no other."""
    return ssl.create_default_context(cafile=str(_certificate()))


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate())
    return context


@cache
def _certificate() -> Path:
    """Key and certificate of ``NAME``, in one file; made once a run."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    signed = made.sign(key, hashes.SHA256())
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = Path(mkdtemp(prefix="cunli-hook-")) / "hook.pem"
    path.write_bytes(key.private_bytes(*form) + signed.public_bytes(serialization.Encoding.PEM))
    return path
