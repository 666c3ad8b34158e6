"""What the REST door offers: as OpenAPI for machines, as a plain page for people."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cunli.accounts import access
from cunli.api.views.rest import rest

PREFIX = "/api/"
METHODS = ("get", "post")


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    summary: str
    parameters: list[dict[str, str]]
    body: str
    answer: str


@access.public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@access.public
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Drawn here from the same description, without a script and without any other host."""
    return render(request, "api/docs.html", {"operations": list(_operations(described()))})


@cache
def described() -> dict[str, Any]:
    """OpenAPI 3.1. Refusals go out as problem+json, which the library cannot say by itself."""
    schema: dict[str, Any] = json.loads(json.dumps(rest.get_openapi_schema(path_prefix=PREFIX), default=str))
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {"application/problem+json": answer["content"]["application/json"]}
    return schema


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for path, operations in schema["paths"].items():
        for method in METHODS:
            if method in operations:
                yield _operation(method, path, operations[method], schema)


def _operation(method: str, path: str, said: dict[str, Any], schema: dict[str, Any]) -> Operation:
    return Operation(
        method=method.upper(),
        path=path,
        summary=said.get("description", ""),
        parameters=[
            {"name": one["name"], "in": one["in"], "schema": _shape(one["schema"], schema)}
            for one in said.get("parameters", [])
        ],
        body=_shape(_content(said.get("requestBody")), schema),
        answer=_shape(_content(next(iter(said["responses"].values()))), schema),
    )


def _content(holder: dict[str, Any] | None) -> dict[str, Any]:
    return holder["content"]["application/json"]["schema"] if holder else {}


def _shape(said: dict[str, Any], schema: dict[str, Any]) -> str:
    """As JSON, with every named shape in its place."""
    return json.dumps(_whole(said, schema), ensure_ascii=False, indent=1) if said else ""


def _whole(said: Any, schema: dict[str, Any]) -> Any:
    if isinstance(said, list):
        return [_whole(one, schema) for one in said]
    if not isinstance(said, dict):
        return said
    if "$ref" in said:
        return _whole(schema["components"]["schemas"][said["$ref"].rpartition("/")[2]], schema)
    return {name: _whole(one, schema) for name, one in said.items() if not (name == "title" and isinstance(one, str))}
