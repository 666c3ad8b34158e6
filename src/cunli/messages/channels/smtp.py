"""E-mail through Django's own sender: one short letter, plain text, to one mailbox.

Source: RFC 5321, 4.2.1 (replies that begin with 4 are for now, with 5 for good) and 4.5.3.2.6 (waiting for the end).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from cunli.messages.channels.base import DeliveryError, Parcel, Refused, Resting, Unsure

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
SECONDS = 10
FOR_GOOD = 500


@dataclass(frozen=True, slots=True)
class Mail:
    sender: str
    """The mailbox that letters come from; "" where no mail is set up."""
    server: Mapping[str, Any] = field(repr=False)
    """What Django's sender takes: host, port, username, password, use_ssl, use_tls."""

    def send(self, parcel: Parcel, *, at: datetime) -> None:
        del at
        if not self.sender:
            raise Refused(_("还没有接邮件"))
        door = get_connection(BACKEND, timeout=SECONDS, **self.server)
        try:
            door.open()
        except (SMTPException, OSError) as error:
            raise Resting(_("邮件服务器连不上，或者不让进")) from error
        letter = EmailMessage(_("村里的消息"), parcel.words, self.sender, [parcel.to], connection=door)
        try:
            letter.send()
        except Exception as error:
            raise _verdict(error) from error
        finally:
            with suppress(SMTPException, OSError):
                door.close()


def _verdict(error: Exception) -> DeliveryError:
    """A reply that refuses is sure; a line that breaks is not."""
    if isinstance(error, SMTPRecipientsRefused):
        code, _said = next(iter(error.recipients.values()))
        return _by(code, _("这个邮箱收不了（%(code)s）") % {"code": code})
    if isinstance(error, SMTPDataError):
        return _by(error.smtp_code, _("邮件服务器没有收（%(code)s）") % {"code": error.smtp_code})
    if isinstance(error, SMTPSenderRefused):
        return Resting(_("邮件服务器没有收（%(code)s）") % {"code": error.smtp_code})
    return Unsure(_("交给邮件服务器以后没有回话，不知道送到没有"))


def _by(code: int, problem: str) -> DeliveryError:
    return Refused(problem) if code >= FOR_GOOD else DeliveryError(problem)
