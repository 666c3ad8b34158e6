"""A few pages that refuse, and the ui floor's own."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

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
    path("page", page),
]
