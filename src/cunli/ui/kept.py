"""What a person wrote and what could not be taken: shown again, so that no sentence is written twice."""

from __future__ import annotations

import re

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest
from django.http.request import RawPostDataException

SECRET_NAMES = re.compile(r"password|code|token|otp|secret|reason_key|^key$", re.IGNORECASE)
WRITTEN = re.compile(r"[\u3400-\u9fff]|\s")
UNREADABLE = (RawPostDataException, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, OSError)


def kept_words(request: HttpRequest) -> list[str]:
    """The sentences of a posted form: what has Chinese characters or spaces. Never passwords, codes or keys."""
    if request.method != "POST":
        return []
    try:
        posted = [(name, value) for name, values in request.POST.lists() for value in values]
    except UNREADABLE:
        return []
    return [str(value) for name, value in posted if WRITTEN.search(str(value)) and not SECRET_NAMES.search(name)]
