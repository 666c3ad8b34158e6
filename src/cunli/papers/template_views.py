"""The page where a town, a village or the county replaces the Word files that its papers are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cunli.accounts import access
from cunli.accounts.access import actor_of
from cunli.accounts.forms import posted
from cunli.files.refusals import FileRefused
from cunli.files.rules import MediaType, safe_name
from cunli.files.views import respond_bytes
from cunli.lib.refusals import NotYourPost, Refusal
from cunli.papers import selectors, services
from cunli.papers.forms import TemplateForm
from cunli.papers.kinds import PaperKind, fields_of
from cunli.papers.models import PaperTemplate
from cunli.papers.refusals import BadTemplate
from cunli.papers.render import template_content
from cunli.papers.rules import day_of
from cunli.places.models import Area


@dataclass(frozen=True, slots=True)
class InForce:
    """One kind of paper: the template in force here, or the one that comes with the system."""

    label: str
    own: PaperTemplate | None
    href: str
    fields: Sequence[tuple[str, str]]
    """What each is, and how it is written in the Word file."""


@access.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """What is in force, to download; and the form to replace one. Checked before it is kept."""
    area = _area(request)
    form = TemplateForm(posted(request), request.FILES or None, initial={"valid_from": day_of(timezone.now())})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            _replace(request, area, form)
            return redirect("papers:templates")
        except (FileRefused, BadTemplate) as refusal:
            form.add_error("upload", str(refusal))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    page = {"form": form, "area": area, "in_force": [_in_force(area, kind) for kind in PaperKind]}
    return render(request, "papers/templates.html", page, status=status)


@access.signed_in
@require_safe
def template_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The template in force as a Word file, to change and bring back."""
    area = _area(request)
    if kind not in PaperKind.values:
        raise Http404
    own = selectors.template_in(area=area, kind=PaperKind(kind), on=day_of(timezone.now()))
    content = template_content(PaperKind(kind), own)
    return respond_bytes(content, name=safe_name(str(PaperKind(kind).label), MediaType.DOCX), media_type=MediaType.DOCX)


def _replace(request: HttpRequest, area: Area, form: TemplateForm) -> None:
    given = form.cleaned_data
    services.replace_template(
        actor=actor_of(request),
        kind=PaperKind(given["kind"]),
        area=area,
        upload=given["upload"],
        valid_from=given["valid_from"],
        source=given["source"],
        at=timezone.now(),
    )
    messages.success(request, _("样式换好了，到日子写的文书就用它。"))


def _in_force(area: Area, kind: PaperKind) -> InForce:
    return InForce(
        label=str(kind.label),
        own=selectors.template_in(area=area, kind=kind, on=day_of(timezone.now())),
        href=reverse("papers:template_file", args=[kind.value]),
        fields=[(str(field.label), field.written) for field in fields_of(kind)],
    )


def _area(request: HttpRequest) -> Area:
    """Where the actor may replace templates; refuses everybody else."""
    area = selectors.template_area(actor_of(request))
    if area is None:
        raise NotYourPost(
            _("您的岗位不能换样式"), instead=_("村里、镇里有签发权的同事能换本地的，全县的归系统管理员。")
        )
    return area
