"""A person joins their WeChat to their account: they go there, and come back with a code that says which it is."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.lib.refusals import Refusal
from cunli.messages import services as hearing
from cunli.messages.addresses import ChannelName
from cunli.messages.channels import DeliveryError
from cunli.messages.channels.wechat import WeChat

THERE = "https://open.weixin.qq.com/connect/oauth2/authorize"
STATE = "wechat_state"


class NotJoined(Refusal):
    """WeChat did not say who it is, or the person did not want to."""

    code = "wechat_not_joined"
    status = 409


@access.signed_in
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """To WeChat, which asks nothing and tells us one number (openid): no name, no picture."""
    if not settings.WECHAT:
        raise Http404
    state = request.session[STATE] = get_random_string(32)
    back = request.build_absolute_uri(reverse("accounts:wechat_back"))
    asked = {"appid": settings.WECHAT["app"], "redirect_uri": back, "response_type": "code", "scope": "snsapi_base"}
    return redirect(f"{THERE}?{urlencode({**asked, 'state': state})}#wechat_redirect")


@access.signed_in
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back with a code. Only from here, in this session, once: nobody joins their own WeChat to another's account."""
    if not settings.WECHAT:
        raise Http404
    state = cast(str, request.session.pop(STATE, ""))
    code = request.GET.get("code", "")
    if not state or not constant_time_compare(state, request.GET.get("state", "")) or not code:
        raise _not_joined()
    try:
        openid = WeChat(**settings.WECHAT).openid_of(code)
    except DeliveryError as failure:
        raise _not_joined() from failure
    now = timezone.now()
    hearing.hear_besides(actor=access.actor_of(request), channel=ChannelName.WECHAT, address=openid, at=now)
    messages.success(request, _("记下了，有消息也在微信里告诉您。"))
    return redirect("accounts:me")


def _not_joined() -> NotJoined:
    return NotJoined(
        _("微信没有连上"),
        why=_("微信没有告诉我们是您，或者这一页是从别处打开的。"),
        instead=_("请在微信里打开“我的账号”，再点一次“在微信里告诉我”。"),
    )
