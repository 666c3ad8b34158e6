"""Another system, as it would call: nothing but HTTP and its token."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from cunli.api.services import make_token
from tests.cast import Cast


def token_for(cast: Cast, key: str, name: str = "12345 平台") -> str:
    now = timezone.now()
    until = timezone.localdate(now) + timedelta(days=30)
    actor = cast.actor("security_admin")
    return make_token(actor=actor, post=cast.posts[key], name=name, purpose="测试", valid_until=until, at=now)


class Machine:
    def __init__(self, token: str, *, language: str = "zh-hans") -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self.client = Client(enforce_csrf_checks=True, headers=headers, raise_request_exception=False)

    def get(self, path: str, **query: object) -> Any:
        return self.client.get(f"/api/{path}", query)

    def post(self, path: str, body: object, key: str = "") -> Any:
        sent = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self.client.post(f"/api/{path}", body, content_type="application/json", headers=sent)


def machine(cast: Cast, key: str, name: str = "12345 平台") -> Machine:
    return Machine(token_for(cast, key, name))


def is_problem(answer: HttpResponseBase, status: int) -> Any:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["title"]
    return said
