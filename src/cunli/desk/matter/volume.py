"""The volume (卷宗) that a matter is filed as: its papers in the order of its procedure."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.roles import Capability
from cunli.cases.models import Matter
from cunli.cases.selectors import latest_fact, matter_with_names
from cunli.desk.matter.viewer import Viewer, viewer_of
from cunli.lib.actors import Actor
from cunli.papers.kinds import LANGUAGE, Status
from cunli.papers.models import Paper
from cunli.papers.selectors import papers_within


@access.requires(Capability.WORK_MATTER)
@never_cache
@require_safe
def volume(request: HttpRequest, ref: str) -> HttpResponse:
    """One list to print and lay on top, in Chinese as the papers below it. 404 for whoever does not work on it."""
    actor = actor_of(request)
    matter = matter_with_names(actor, ref)
    if viewer_of(actor, matter) is not Viewer.STAFF or not matter.law.volume:
        raise Http404
    context = {
        "paper": "a4",
        "matter": matter,
        "papers": _papers(actor, matter),
        "earlier": latest_fact(matter, "earlier"),
    }
    with translation.override(LANGUAGE):
        return render(request, "desk/volume.html", context)


def _papers(actor: Actor, matter: Matter) -> Sequence[Paper]:
    """The oldest of a kind first; what was taken back is no part of it."""
    order = matter.law.volume
    found = papers_within(actor).filter(ref=matter.ref, kind__in=order).exclude(status=Status.WITHDRAWN)
    return sorted(found, key=lambda paper: (order.index(paper.kind), paper.pk))
