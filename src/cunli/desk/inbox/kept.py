"""存好的条件: keep the filter that is set, take one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cunli.accounts import access
from cunli.accounts.roles import Capability
from cunli.cases.services import drop_filter, keep_filter
from cunli.desk.inbox.filters import Wanted
from cunli.lib.idempotency import key_for
from cunli.lib.refusals import Conflict, Invalid
from cunli.lib.typed import seen


@access.requires(Capability.WORK_MATTER)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep it under the name typed; refused, the list comes back as it was with the sentence above it."""
    actor, name = access.actor_of(request), seen(request.POST.get("name", "")).strip()
    wanted = Wanted.from_query(QueryDict(request.POST.get("query", "")[:2000]))
    key = key_for(request.POST.get("key", ""), [name, wanted.kept_as])
    try:
        kept = keep_filter(actor=actor, name=name, query=wanted.kept_as, at=timezone.now(), key=key)
    except (Invalid, Conflict) as refusal:
        messages.error(request, str(next(iter(refusal.fields.values()), refusal)))
    else:
        messages.success(request, _("存好了：%(name)s") % {"name": kept.name})
    return redirect(reverse("desk:inbox") + wanted.link())


@access.requires(Capability.WORK_MATTER)
@require_POST
def drop(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Take it away and stay where one is. 404 for what this post does not keep."""
    name = drop_filter(actor=access.actor_of(request), filter_id=filter_id, at=timezone.now())
    messages.success(request, _("删掉了：%(name)s") % {"name": name})
    wanted = Wanted.from_query(QueryDict(request.POST.get("query", "")[:2000]))
    return redirect(reverse("desk:inbox") + wanted.link())
