"""The REST door. Each operation: let in by its token, one read or one act, answer."""

from __future__ import annotations

import base64
import binascii
import logging
from typing import Annotated

from django.db import OperationalError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Header, NinjaAPI, Path, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import Status

from cunli.accounts.roles import Capability
from cunli.acts.done import Done
from cunli.api import problems, schemas, shown, writing
from cunli.api.intake import take_in
from cunli.api.views.door import Bearer, able, key_of
from cunli.cases.engine import NotNow
from cunli.cases.selectors import matter_with_names, steps_open_to
from cunli.county import selectors as county
from cunli.desk.filing.spots import spots_for
from cunli.desk.inbox import filters, page
from cunli.desk.inbox.filters import Wanted
from cunli.desk.matter import stepping
from cunli.desk.matter.page import page_for
from cunli.desk.matter.viewer import matter_to_act_in
from cunli.lib.busy import is_busy
from cunli.lib.refusals import Invalid, Refusal
from cunli.procedures.catalogue import current
from cunli.registry.selectors import search

logger = logging.getLogger(__name__)
REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 503})
rest = NinjaAPI(
    title="Cunli 村里",
    version="1",
    description=(
        "What a machine may read and do in the name of one post: the same acts, refusals and scope as the pages. "
        "Sentences come in the language of Accept-Language (zh-Hans, zh-Hant, en)."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="rest",
    auth=Bearer(),
)
Ref = Annotated[schemas.Ref, Path()]
StepKey = Annotated[schemas.Key, Path()]
Once = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[!-~]{8,64}$")]
"""Chosen by the sender for one intention; the same again gets the first answer, with other content it is refused."""


@rest.get("matters", response={200: schemas.Matters, REFUSALS: schemas.Problem}, url_name="api_matters")
def matters(request: HttpRequest, asked: Annotated[schemas.Sought, Query()]) -> schemas.Matters:
    """Open matters within reach, nearest day first. A filter that is not one is refused, never left out."""
    if unknown := sorted(set(request.GET) - schemas.Sought.model_fields.keys()):
        raise Invalid(_("没有这样的条件：%(names)s") % {"names": "、".join(unknown)})
    actor, now, limit = able(request, Capability.WORK_MATTER), timezone.now(), asked.limit
    wanted = Wanted(
        tab=asked.tab,
        q=asked.q.replace("\0", ""),
        village=asked.village,
        kind=asked.procedure,
        waits=asked.waits_for,
    )
    found = filters.chosen(actor, wanted).filter(filters.in_tab(wanted.tab, actor, now), _beyond(asked.after))
    rows = list(page.shown(found)[: limit + 1])
    last = filters.mark_of(rows[limit - 1]) if len(rows) > limit else ""
    following = base64.urlsafe_b64encode(last.encode()).decode()
    return schemas.Matters(matters=[shown.line(row) for row in rows[:limit]], next=following)


@rest.get("matters/{ref}", response={200: schemas.MatterShown, REFUSALS: schemas.Problem}, url_name="api_matter")
def matter(request: HttpRequest, ref: Ref) -> schemas.MatterShown:
    """One matter, as much of it as the post may see."""
    actor = able(request, Capability.WORK_MATTER)
    return shown.matter(actor, page_for(actor, matter_with_names(actor, ref), now=timezone.now()))


@rest.get(
    "matters/{ref}/steps/{key}", response={200: schemas.StepShown, REFUSALS: schemas.Problem}, url_name="api_step"
)
def step(request: HttpRequest, ref: Ref, key: StepKey) -> schemas.StepShown:
    """What a step asks, with its choices, for whom it is open now."""
    actor, now = able(request, Capability.WORK_MATTER), timezone.now()
    found = matter_to_act_in(actor, ref)
    chosen = stepping.step_named(found, key)
    writing.refuse_people_only(actor, found, key)
    if chosen not in steps_open_to(actor, found, at=now):
        raise NotNow(_("这一步现在办不了"), why=str(found.stands.sentence))
    return shown.step(stepping.blank(found, chosen, at=now))


@rest.post("matters/{ref}/steps/{key}", response={200: schemas.Done, REFUSALS: schemas.Problem}, url_name="api_step")
def take_step(request: HttpRequest, ref: Ref, key: StepKey, given: schemas.StepGiven, once: Once) -> schemas.Done:
    """Take a step, with the values its form asks for."""
    actor = able(request, Capability.WORK_MATTER)
    done = writing.take(actor, ref, key, given, key_of(request, once), now=timezone.now())
    return schemas.Done(ref=done.ref, repeated=done.repeated)


@rest.get("filing", response={200: schemas.Offered, REFUSALS: schemas.Problem}, url_name="api_filing")
def filing(request: HttpRequest) -> schemas.Offered:
    """The places and kinds to choose from when something is filed."""
    actor, on = able(request, Capability.FILE_MATTER), timezone.localdate()
    spots = spots_for(actor, on=on)
    county_id = spots[0].area.county_id if spots else None
    return schemas.Offered(
        places=[schemas.OptionShown(value=spot.value, word=spot.word) for spot in spots],
        hazard_kinds=_kinds("hazard", county_id),
        service_kinds=_kinds("service_request", county_id),
    )


@rest.post("hazards", response={frozenset({200, 201}): schemas.Done, REFUSALS: schemas.Problem}, url_name="api_hazards")
def file_hazard(request: HttpRequest, given: schemas.HazardGiven, once: Once) -> Status[schemas.Done]:
    """Report a hazard. 201 when it is new, 200 when this request was answered before."""
    actor = able(request, Capability.FILE_MATTER)
    return _filed(writing.file_hazard(actor, given, key_of(request, once), now=timezone.now()))


@rest.post(
    "services", response={frozenset({200, 201}): schemas.Done, REFUSALS: schemas.Problem}, url_name="api_services"
)
def file_service(request: HttpRequest, given: schemas.ServiceGiven, once: Once) -> Status[schemas.Done]:
    """Write down what somebody asks for. 201 when it is new, 200 when this request was answered before."""
    actor = able(request, Capability.FILE_MATTER)
    return _filed(writing.file_service(actor, given, key_of(request, once), now=timezone.now()))


@rest.post(
    "intake", response={frozenset({200, 201}): schemas.TakenIn, REFUSALS: schemas.Problem}, url_name="api_intake"
)
def intake(request: HttpRequest, given: schemas.IntakeGiven) -> Status[schemas.TakenIn]:
    """A work order of the 12345 hotline or of the upper platform. The same number again is the same matter."""
    taken = take_in(able(request, Capability.FILE_MATTER), given, now=timezone.now())
    return Status(200 if taken.repeated else 201, taken)


@rest.get("households", response={200: schemas.Households, REFUSALS: schemas.Problem}, url_name="api_households")
def households(
    request: HttpRequest,
    q: Annotated[str, Query(min_length=1, max_length=40)],
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> schemas.Households:
    """People by name, pinyin, house number, telephone or the end of a number; masked as in the lists of the pages."""
    actor = able(request, Capability.SEE_REGISTER)
    found = search(actor.scope, q.replace("\0", ""), timezone.localdate(), limit)
    return schemas.Households(found=[shown.person(hit) for hit in found])


def _filed(done: Done) -> Status[schemas.Done]:
    return Status(200 if done.repeated else 201, schemas.Done(ref=done.ref, repeated=done.repeated))


def _kinds(procedure: str, county_id: int | None) -> list[schemas.OptionShown]:
    on = timezone.localdate()
    law = current(procedure, on)
    items = county.items(law.kinds, on=on, county_id=county_id) if law else []
    return [schemas.OptionShown(value=item["key"], word=item["word"]) for item in items]


def _beyond(after: str) -> Q:
    """Where the last page ended; raises Invalid for anything that ``next`` did not say."""
    if not after:
        return Q()
    try:
        found = filters.page_after(base64.urlsafe_b64decode(after.encode()).decode())
    except (binascii.Error, ValueError):
        found = Q()
    if not found:
        raise Invalid(_("读不下去"), fields={"after": _("请用上一页的 next")})
    return found


rest.add_exception_handler(AuthenticationError, lambda request, _error: problems.no_token())
rest.add_exception_handler(Http404, lambda request, _error: problems.not_found())
rest.add_exception_handler(HttpError, lambda request, _error: problems.bad_request())


@rest.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return problems.of_refusal(refusal)


@rest.exception_handler(ValidationError)
def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    wrong = {".".join(str(part) for part in one["loc"][1:]): str(one["msg"]) for one in error.errors}
    return problems.not_understood(wrong)


@rest.exception_handler(OperationalError)
def busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    return problems.busy() if is_busy(error) else broken(request, error)


@rest.exception_handler(Exception)
def broken(request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("the REST door broke", exc_info=error)
    return problems.broken(getattr(request, "number", ""))
