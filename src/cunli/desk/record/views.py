"""看记录, 操作记录的封条."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.desk.record.forms import SheetForm
from cunli.desk.record.journal import Asked, build
from cunli.journal.models import Block
from cunli.journal.sealing import has_root, newest_block

GROUP = 8


@access.requires(Capability.READ_JOURNAL)
@require_safe
@never_cache
def entries(request: HttpRequest) -> HttpResponse:
    """看记录: fifty at a time, the newest first."""
    asked = Asked.from_query(request.GET, timezone.localdate())
    return render(request, "desk/journal.html", {"page": build(access.actor_of(request), asked)})


@access.requires(Capability.READ_JOURNAL)
@require_safe
def seal(request: HttpRequest) -> HttpResponse:
    """The newest root, and the question whether one from a sheet is still in the chain."""
    form = SheetForm(request.GET) if request.GET else SheetForm()
    asked = form.cleaned_data if form.is_bound and form.is_valid() else None
    found = has_root(asked["number"], asked["root"]) if asked else None
    return render(request, "desk/seal.html", {"seal": _shown(newest_block()), "form": form, "found": found})


@access.requires(Capability.READ_JOURNAL)
@require_safe
def seal_sheet(request: HttpRequest) -> HttpResponse:
    """One sheet to print and sign."""
    page = {"seal": _shown(newest_block()), "paper": "a6", "now": timezone.now(), "by": access.actor_of(request)}
    return render(request, "desk/seal_sheet.html", page)


def _shown(block: Block | None) -> dict[str, Any] | None:
    """The root in groups that can be read aloud and copied by hand."""
    if block is None:
        return None
    root = bytes(block.root).hex()
    groups = [root[start : start + GROUP] for start in range(0, len(root), GROUP)]
    return {"number": block.number, "at": block.at, "groups": groups}
