"""What was typed on the one page before the kind was known, carried into the page of the kind: nothing is typed twice.

A button of that page posts to the page of the kind with ``carried``, whose value is the kind where one was picked. Such
a post files nothing: it fills a form. Names and phones stay out of addresses, and nothing is kept in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.http import HttpRequest, QueryDict

from cunli.accounts.forms import posted
from cunli.cases.models import Channel
from cunli.lib.typed import seen

CARRIED = "carried"
NOTHING: Mapping[str, str] = MappingProxyType({})
NAMES = ("who", "phone", "person", "channel", "proxy", "proxy_phone", "relation", "where", "place", "say")
LONGEST = 2000


def filed(request: HttpRequest) -> QueryDict | None:
    """What was posted to be filed; None for a page that is opened, also with something carried into it."""
    return None if CARRIED in request.POST else posted(request)


def carried(request: HttpRequest) -> Mapping[str, str]:
    """By name of the field, as it was typed; only what was typed."""
    if CARRIED not in request.POST:
        return NOTHING
    found = {name: seen(request.POST.get(name, "")).strip()[:LONGEST] for name in NAMES}
    if found["proxy"]:
        found["channel"] = Channel.PROXY.value
    found["kind"] = request.POST[CARRIED][:40]
    return {name: typed for name, typed in found.items() if typed}
