"""Pages for what did not go as wished. Root URLs name them as ``handler400`` … ``handler500``.

One look for all: what, why, what now. A page that is not yours and a page that is not there are the same page.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from cunli.lib.refusals import Refusal
from cunli.ui.faces import way_back
from cunli.ui.kept import kept_words

WAIT_SECONDS = 5
NO_FIELDS: dict[str, str] = {}


def wants_json(request: HttpRequest) -> bool:
    """The outbox and machines get the refusal as data; people get a page."""
    if request.headers.get("X-Requested-With") == "outbox":
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to a refused act, with its status; what was typed is shown again so that nothing is lost."""
    if refusal.status == 404:
        return not_found(request)
    return _answer(
        request,
        status=refusal.status,
        code=refusal.code,
        what=str(refusal.what),
        why=str(refusal.why),
        instead=str(refusal.instead),
        fields={name: str(sentence) for name, sentence in refusal.fields.items()},
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """404, the same for what does not exist and for what belongs to somebody else."""
    return _answer(
        request,
        status=404,
        code="not_found",
        what=_("没有找到这一页"),
        why=_("可能是号码看错了一位，也可能这件事归别的村、别的单位看。"),
        instead=_("回到今天，从名单里点进去；要看别处的事，请那边的人转过来。"),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _answer(
        request,
        status=403,
        code="forbidden",
        what=_("这一步不归您这个岗位"),
        why=_("您现在用的岗位没有这一项。"),
        instead=_("有几个岗位的，换一个再来；要加这一项，找镇里管账号的人。"),
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return _answer(
        request,
        status=400,
        code="bad_request",
        what=_("没看懂送来的内容"),
        why=_("可能是链接断了一截，或者网页开得太久。"),
        instead=_("回到刚才那页，刷新一下再来一次。"),
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """``CSRF_FAILURE_VIEW``: the page was open too long, or cookies are off."""
    return _answer(
        request,
        status=403,
        code="stale_form",
        what=_("这一页开得太久，还没有记下"),
        why=_("为了防止别人冒用，每一页只能用一阵子。"),
        instead=_("回到刚才那页，刷新一下再按一次。您写的话在下面，可以抄过去。"),
    )


def busy(request: HttpRequest) -> HttpResponse:
    """503: told to wait. Nothing was written; the same form with its key may be sent again as often as one likes."""
    answer = _answer(
        request,
        status=503,
        code="busy",
        what=_("现在人多，还没有记下"),
        why=_("很多人同时在办事，前面的还没有写完。"),
        instead=_("等几秒再按一次，不会记两遍。您写的话在下面。"),
    )
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without context, database or translation, because any of them may be what is broken.

    The number under which the log tells more is shown, to be told by phone.
    """
    return HttpResponse(render_to_string("500.html", {"number": getattr(request, "number", "")}), status=500)


def _answer(
    request: HttpRequest,
    *,
    status: int,
    code: str,
    what: str,
    why: str,
    instead: str,
    fields: dict[str, str] = NO_FIELDS,
) -> HttpResponse:
    said = {"code": code, "what": what, "why": why, "instead": instead, "fields": fields}
    if wants_json(request):
        return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    kept: Iterable[str] = kept_words(request)
    shown = {**said, "fields": list(fields.values()), "kept": kept, "way_back": way_back(request)}
    page = render(request, "ui/refusal.html", shown, status=status)
    if request.headers.get("HX-Request"):
        page["HX-Retarget"] = "body"
        page["HX-Reswap"] = "innerHTML"
    return page
