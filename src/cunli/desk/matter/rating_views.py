"""After a bad rating: what somebody who did not handle it has heard, and what is done now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.acts import people as acts
from cunli.cases.selectors import matter_for
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid
from cunli.lib.typed import seen


@access.requires(Capability.CALL_BACK)
@require_POST
def answer_rating(request: HttpRequest, ref: str) -> HttpResponse:
    """问过了. Empty or too late, a sentence says so on the matter's page; a colleague was first, nothing is lost."""
    actor, said = access.actor_of(request), seen(request.POST.get("said", "")).strip()
    matter = matter_for(actor, ref)
    key = key_for(request.POST.get("key", ""), [ref, "rating", said])
    try:
        acts.answer_rating(actor=actor, matter=matter, said=said, at=timezone.now(), key=key)
    except (Invalid, Conflict) as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("记下了，也告诉评的人了"))
    return redirect("desk:matter", ref=ref)
