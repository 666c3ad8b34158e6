"""A few pages that refuse, and the ui floor's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import include, path

from cunli.lib.actors import ANONYMOUS, Actor
from cunli.lib.refusals import Conflict, Invalid, NotYourPost, NotYours

handler404 = "cunli.ui.errors.not_found"
handler500 = "cunli.ui.errors.server_error"


def conflict(request: HttpRequest) -> NoReturn:
    raise Conflict("这一步刚才已经有人按了", why="小郑按了到了现场。", instead="看一看经过，再按下一步。")


def invalid(request: HttpRequest) -> NoReturn:
    raise Invalid("还差一点", fields={"words": "请说一句是什么事"})


def not_yours(request: HttpRequest) -> NoReturn:
    raise NotYours("这件事归石桥村，您看不到")


def not_your_post(request: HttpRequest) -> NoReturn:
    raise NotYourPost("这一步归镇里", why="您的岗位没有这一项。")


def missing(request: HttpRequest) -> NoReturn:
    raise Http404


def broken(request: HttpRequest) -> NoReturn:
    raise RuntimeError("a fault of ours")


def full(request: HttpRequest) -> NoReturn:
    raise OperationalError("database is locked")


def actor_from_a_cookie(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """In place of the accounts floor: who the cookie ``who`` says."""

    def middleware(request: HttpRequest) -> HttpResponse:
        who = request.COOKIES.get("who")
        request.actor = Actor(role="grid_member", user_id=int(who)) if who else ANONYMOUS
        return get_response(request)

    return middleware


NOTE = """{% extends face_base %}{% block content %}<form method="post">{% csrf_token %}
{% include "ui/components/say_box.html" with name="words" label="说一句" text=text error=error only %}
<button class="cl-btn">记下</button></form>{% endblock %}"""


def note(request: HttpRequest) -> HttpResponse:
    """Says a word to itself: a form that comes back to its own address, refusing what holds no 好."""
    text = request.POST.get("words", "")
    if "好" in text:
        return HttpResponseRedirect("/note")
    error = "请说一声好" if request.method == "POST" else ""
    return HttpResponse(Template(NOTE).render(RequestContext(request, {"text": text, "error": error})))


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/offline.html")


urlpatterns = [
    path("ui/", include("cunli.ui.urls")),
    path("conflict", conflict),
    path("invalid", invalid),
    path("not-yours", not_yours),
    path("not-your-post", not_your_post),
    path("missing", missing),
    path("broken", broken),
    path("full", full),
    path("page", page),
    path("note", note),
]
