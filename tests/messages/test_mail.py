"""The mail way against a small server that speaks SMTP and plans its replies."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from threading import Thread

import pytest
from django.conf import LazySettings

from cunli.messages import channels
from cunli.messages.channels import DeliveryError, Parcel, Refused, Resting, Unsure, smtp
from tests.cast import NOW

PARCEL = Parcel(to="zhang@example.org", ref="HD-2026-00017", words="村里：事情有进展（HD-2026-00017）。", number=7)
CUT = ""
"""Planned as a reply: the line goes dead."""


@dataclass
class Post:
    """``replies``: by the first word of a command, instead of what is usual; of DATA's end under "."."""

    replies: dict[str, str] = field(default_factory=dict)
    letters: list[bytes] = field(default_factory=list)
    port: int = 0


USUAL = {"EHLO": "250 here", "HELO": "250 here", "MAIL": "250 ok", "RCPT": "250 ok", "RSET": "250 ok", "DATA": "354 go"}


@pytest.fixture
def post(settings: LazySettings) -> Iterator[Post]:
    plan = Post()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            if not self.reply("hello", "220 here"):
                return
            while line := self.rfile.readline():
                word = line.split()[0].decode().upper()
                if word == "QUIT":
                    self.reply(word, "221 bye")
                    return
                if not self.reply(word, USUAL[word]):
                    return
                if word == "DATA" and "DATA" not in plan.replies:
                    letter = b""
                    while (line := self.rfile.readline()) != b".\r\n":
                        letter += line
                    plan.letters.append(letter)
                    if not self.reply(".", "250 taken"):
                        return

        def reply(self, word: str, usual: str) -> bool:
            said = plan.replies.get(word, usual)
            if said:
                self.wfile.write(f"{said}\r\n".encode())
            return bool(said)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    plan.port = server.server_address[1]
    settings.MAIL_FROM, settings.MAIL = "cunli@example.gov.cn", {"host": "127.0.0.1", "port": plan.port}
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield plan
    server.shutdown()
    thread.join()
    server.server_close()


def test_one_short_letter_to_one_mailbox(post: Post) -> None:
    channels.mail().send(PARCEL, at=NOW)
    (letter,) = post.letters
    read = message_from_bytes(letter, policy=policy.default)
    assert (read["To"], read["From"]) == (PARCEL.to, "cunli@example.gov.cn")
    assert PARCEL.words in read.get_content()


NOT_TAKEN = [
    ({"RCPT": "550 no such mailbox"}, Refused),
    ({"RCPT": "452 mailbox full"}, DeliveryError),
    ({".": "554 spam"}, Refused),
    ({".": "451 later"}, DeliveryError),
    ({"MAIL": "530 who are you"}, Resting),
    ({"hello": "421 too busy"}, Resting),
    ({"hello": CUT}, Resting),
    ({".": CUT}, Unsure),
]


@pytest.mark.parametrize(("replies", "kind"), NOT_TAKEN, ids=range(len(NOT_TAKEN)))
def test_replies_mean_what_the_standard_says(post: Post, replies: dict[str, str], kind: type[DeliveryError]) -> None:
    post.replies = replies
    with pytest.raises(DeliveryError) as failed:
        channels.mail().send(PARCEL, at=NOW)
    assert type(failed.value) is kind
    assert PARCEL.to not in failed.value.problem


def test_a_farewell_that_fails_is_not_a_letter_that_failed(post: Post) -> None:
    post.replies = {"QUIT": "500 what"}
    channels.mail().send(PARCEL, at=NOW)
    assert len(post.letters) == 1


def test_silence_is_waited_for_so_long(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "SECONDS", 0.2)
    post.replies = {".": "250-and"}
    with pytest.raises(Unsure):
        channels.mail().send(PARCEL, at=NOW)


def test_nobody_listens_or_nothing_is_set_up(settings: LazySettings) -> None:
    settings.MAIL_FROM, settings.MAIL = "cunli@example.gov.cn", {"host": "127.0.0.1", "port": 9}
    with pytest.raises(Resting):
        channels.mail().send(PARCEL, at=NOW)
    settings.MAIL_FROM, settings.MAIL = "", {}
    with pytest.raises(Refused):
        channels.mail().send(PARCEL, at=NOW)
