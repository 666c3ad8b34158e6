"""The list of people as an Excel."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cunli.accounts import access
from cunli.accounts.forms import posted
from cunli.accounts.roles import Capability
from cunli.lib.refusals import Invalid
from cunli.lib.sheets import XLSX
from cunli.places.selectors import villages_within
from cunli.registry import exports
from cunli.registry.forms import ExportForm


@access.requires(Capability.SEE_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def people(request: HttpRequest) -> HttpResponseBase:
    """What would be in it and what for is asked; then the file. ``village`` narrows it as in the list."""
    actor, now = access.actor_of(request), timezone.now()
    village = _number(request.GET.get("village", ""))
    form = ExportForm(posted(request))
    if form.is_valid():
        try:
            file = exports.write_people(actor=actor, village_id=village, reason=form.cleaned_data["reason"], at=now)
            return FileResponse(file, as_attachment=True, filename=_("户册.xlsx"), content_type=XLSX)
        except Invalid as refusal:
            form.refuse(refusal)
    today = timezone.localdate(now)
    page = {
        "form": form,
        "people": exports.how_many(actor, village, today),
        "most": exports.MOST,
        "columns": [title for title, _width in exports.columns()],
        "village": next((area for area in villages_within(actor.scope, on=today) if area.pk == village), None),
    }
    return render(request, "registry/export.html", page, status=422 if form.is_bound else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
