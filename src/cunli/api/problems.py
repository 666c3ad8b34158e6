"""Refusals as data (RFC 9457): the same three sentences a page would show, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from cunli.lib.refusals import Refusal

WAIT_SECONDS = {429: 60, 503: 5}


class TooManyRequests(Refusal):
    """One token asks more than its share."""

    code = "too_many_requests"
    status = 429


class MaybeKnown(Refusal):
    """Something like it is open already. ``likely``: the references of what may be the same."""

    code = "maybe_known"
    status = 409

    def __init__(self, likely: list[str]) -> None:
        super().__init__(
            _("这件事可能有人报过了"),
            why=_("附近有一样的事正在办。"),
            instead=_("是同一件事，把 join 写成它的号码再发；不是，把 sure 写成 true 再发。"),
        )
        self.likely = likely


def problem(
    *,
    status: int,
    code: str,
    what: object,
    why: object = "",
    instead: object = "",
    fields: Mapping[str, str] | None = None,
    **more: object,
) -> HttpResponse:
    """``title`` says what, ``detail`` why, ``instead`` what to do now; ``fields`` a sentence for each field."""
    said = {
        "type": f"urn:cunli:problem:{code}",
        "title": str(what),
        "status": status,
        "detail": str(why),
        "instead": str(instead),
        "fields": {name: str(sentence) for name, sentence in (fields or {}).items()},
        **more,
    }
    answer = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/problem+json"
    if status in WAIT_SECONDS:
        answer["Retry-After"] = str(WAIT_SECONDS[status])
    return answer


def of_refusal(refusal: Refusal) -> HttpResponse:
    more = {"likely": refusal.likely} if isinstance(refusal, MaybeKnown) else {}
    return problem(
        status=refusal.status,
        code=refusal.code,
        what=refusal.what,
        why=refusal.why,
        instead=refusal.instead,
        fields=refusal.fields,
        **more,
    )


def no_token() -> HttpResponse:
    answer = problem(
        status=401,
        code="no_token",
        what=_("没有能用的令牌"),
        why=_("没带令牌，或者令牌到期了、收回了，或者岗位停了。"),
        instead=_("请找安全管理员要一个新的，放在 Authorization: Bearer 后面。"),
    )
    answer["WWW-Authenticate"] = 'Bearer realm="cunli"'
    return answer


def not_found() -> HttpResponse:
    return problem(
        status=404, code="not_found", what=_("没有找到"), why=_("可能号码看错了，也可能这件事不归这个岗位看。")
    )


def not_understood(fields: Mapping[str, str]) -> HttpResponse:
    return problem(
        status=422,
        code="not_understood",
        what=_("送来的内容不对"),
        why=_("有的地方和说明里写的不一样。"),
        instead=_("请照 /api/openapi.json 改好再发。"),
        fields=fields,
    )


def bad_request() -> HttpResponse:
    return problem(status=400, code="bad_request", what=_("没看懂送来的内容"), instead=_("请发 JSON，用 UTF-8。"))


def too_long(most: int) -> HttpResponse:
    why = _("一次最多 %(kb)d KB。") % {"kb": most // 1024}
    return problem(status=413, code="too_long", what=_("送来的内容太长"), why=why)


def wrong_method(allowed: list[str]) -> HttpResponse:
    answer = problem(status=405, code="wrong_method", what=_("这个地址不这样用"), instead=_("请看 /api/ 的说明。"))
    answer["Allow"] = ", ".join(allowed)
    return answer


def busy() -> HttpResponse:
    return problem(
        status=503,
        code="busy",
        what=_("现在人多，还没有记下"),
        why=_("很多人同时在办事，前面的还没有写完。"),
        instead=_("等几秒用同一个 Idempotency-Key 再发，不会记两遍。"),
    )


def broken(number: str) -> HttpResponse:
    why = _("我们这边出了错，编号 %(number)s。") % {"number": number}
    return problem(status=500, code="broken", what=_("没有办成"), why=why, instead=_("请过一会儿再发。"))
