"""Draw up a list of people to verify, and see how far it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.acts import verifying
from cunli.cases.batches import list_for, lists_within
from cunli.county.values import Item
from cunli.desk.filing import keys
from cunli.desk.filing.hazard import GET_AND_POST
from cunli.desk.verifying import page
from cunli.desk.verifying.forms import ListForm
from cunli.lib.actors import Actor
from cunli.lib.refusals import NotYourPost, Refusal

MOST = 100


@access.requires(Capability.SEE_FIGURES)
@GET_AND_POST
def lists(request: HttpRequest) -> HttpResponse:
    """The lists of one's areas; the town and the county draw up new ones."""
    actor, now = access.actor_of(request), timezone.now()
    items = _items(actor)
    if request.method == "POST" and not items:
        verifying.lists_for(actor, on=timezone.localdate(now))  # says why not
        raise Http404
    form = ListForm(posted(request), items=items)
    refusal: Refusal | None = None
    if form.is_bound and form.is_valid():
        try:
            batch = verifying.draw_up(
                actor=actor, kind=form.cleaned_data["kind"], done_by=form.cleaned_data["done_by"], at=now,
                key=keys.sealed(request.POST, "verification"),
            )  # fmt: skip
            verifying.open_some(batch_id=batch.pk, at=now)
            messages.success(request, _("名单列好了，正在一户一户发下去。"))
            return redirect("desk:verification_list", batch_id=batch.pk)
        except Refusal as found:
            refusal = found
    context = {
        "form": form, "items": items, "lists": lists_within(actor.scope)[:MOST], "key": keys.of(posted(request)),
        "refusal": refusal,
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, "desk/verification.html", context, status=status)


@access.requires(Capability.SEE_FIGURES)
@require_safe
def one(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Counts by village; for whoever sees the register who is left, and who died or moved away."""
    actor = access.actor_of(request)
    batch = list_for(actor.scope, batch_id)
    shown = page.list_page(actor, batch, request.GET, may_open=bool(_items(actor)), on=timezone.localdate())
    return render(request, "desk/verification_list.html", {"page": shown})


@access.requires(Capability.SEE_FIGURES)
@require_POST
def open_more(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Go on with the next fifty now instead of waiting for the sweep. Pressed twice it opens nobody's matter twice."""
    actor = access.actor_of(request)
    batch = list_for(actor.scope, batch_id)
    verifying.lists_for(actor, on=timezone.localdate())
    done = verifying.open_some(batch_id=batch.pk, at=timezone.now())
    messages.success(request, _("又发了 %(n)d 人。") % {"n": done} if done else _("都发完了。"))
    return redirect("desk:verification_list", batch_id=batch.pk)


def _items(actor: Actor) -> list[Item]:
    """The lists that this post may draw up; none for whoever only looks."""
    try:
        return verifying.lists_for(actor, on=timezone.localdate())[1]
    except NotYourPost:
        return []
