"""The other system's address: whether it is one, where it leads at this moment, and one request to it.

Whoever registers an address must not make this machine knock at doors behind the county's wall. So the name is looked
up once, what it leads to is checked, and that, not the name, is connected to.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Mapping, Sequence
from http.client import HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 10.0
"""For the whole request, however slowly the other side drips."""
GONE = 410
LONGEST_ADDRESS = 500
NAT64 = ip_network("64:ff9b::/96")


class NotTaken(Exception):
    """``problem``: a sentence for people. ``for_good``: the other side wants nothing any more."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        super().__init__(problem)
        self.problem, self.for_good = problem, for_good


def is_address(text: str) -> bool:
    """https, a host, nothing that could be read in two ways."""
    try:
        there = urlsplit(text)
        whole = there.scheme == "https" and bool(there.hostname) and there.port != 0
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and not {" ", "\\", "#", "@"} & set(text)
    return whole and plain and len(text) <= LONGEST_ADDRESS


def places(address: str) -> list[str]:
    """The network addresses it leads to now. Raises NotTaken where one of them is no public one, unless the county
    named the host (``WEBHOOK_HOSTS``)."""
    there = urlsplit(address)
    host = there.hostname or ""
    try:
        found = socket.getaddrinfo(host, there.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotTaken(_("找不到 %(host)s 这个地址") % {"host": host}) from error
    numbers = list(dict.fromkeys(str(one[4][0]) for one in found))
    if host not in settings.WEBHOOK_HOSTS and not all(map(_is_public, numbers)):
        raise NotTaken(_("%(host)s 在内网里，县里没有说可以送") % {"host": host})
    return numbers


def _is_public(number: str) -> bool:
    return _leads_out(ip_address(number.partition("%")[0]))


def _leads_out(where: IPv4Address | IPv6Address) -> bool:
    """An address of the sixth version may carry one of the fourth."""
    if isinstance(where, IPv6Address):
        carried = where.ipv4_mapped or where.sixtofour or (where.teredo[1] if where.teredo else None)
        if where in NAT64:
            carried = IPv4Address(int(where) & 0xFFFFFFFF)
        if carried is not None:
            return _leads_out(carried)
    return where.is_global and not where.is_multicast


def trust() -> ssl.SSLContext:
    """The certificates this machine trusts."""
    return ssl.create_default_context()


class _Door(HTTPSConnection):
    """Connects to a number that was looked at, and speaks TLS by the name."""

    def __init__(self, there: SplitResult, numbers: Sequence[str]) -> None:
        self._trusted = trust()
        super().__init__(there.hostname or "", there.port, timeout=SECONDS, context=self._trusted)
        self._numbers = numbers

    def connect(self) -> None:
        plain = socket.create_connection((self._numbers[0], self.port), SECONDS)
        self.sock = self._trusted.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock.do_handshake()

    def cut(self) -> None:
        """From another thread: whatever waits for the other side ends."""
        if self.sock is not None:
            try:
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return


def hand_over(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    """POST it. Silent where it was taken (2xx); raises NotTaken. Of the answer only the status is read, and where it
    leads elsewhere nobody follows."""
    there = urlsplit(address)
    door = _Door(there, places(address))
    watch = Timer(SECONDS, door.cut)
    watch.start()
    try:
        path = (there.path or "/") + (f"?{there.query}" if there.query else "")
        door.request("POST", path, body=body, headers=dict(headers))
        status = door.getresponse().status
    except ssl.SSLCertVerificationError as error:
        raise NotTaken(_("%(host)s 的证书不对") % {"host": door.host}) from error
    except (OSError, HTTPException, ValueError) as error:
        raise NotTaken(_("%(host)s 没有好好答话") % {"host": door.host}) from error
    finally:
        watch.cancel()
        door.close()
    _judge(status, door.host)


def _judge(status: int, host: str) -> None:
    said = {"host": host, "status": status}
    if status == GONE:
        raise NotTaken(_("%(host)s 说不要了（410）") % said, for_good=True)
    if 300 <= status < 400:
        raise NotTaken(_("%(host)s 让到别处去（%(status)d），没有跟去") % said)
    if not 200 <= status < 300:
        raise NotTaken(_("%(host)s 没有收（%(status)d）") % said)
