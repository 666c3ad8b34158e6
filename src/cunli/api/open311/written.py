"""Records as JSON or XML, each in the shape that GeoReport v2 gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.etree import ElementTree as ET

from django.http import HttpResponse, JsonResponse

Value: TypeAlias = "bool | int | float | str | Sequence[Record | str] | None"
Record: TypeAlias = "dict[str, Value]"
ONE = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
}
"""In XML: what each thing in a list is called."""
FORMATS = ("json", "xml")


def written(form: str, root: str, records: Sequence[Record] | Record, *, status: int = 200) -> HttpResponse:
    if form == "xml":
        content = b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(_element(root, records), encoding="utf-8")
        return HttpResponse(content, content_type="text/xml; charset=utf-8", status=status)
    return JsonResponse(records, safe=False, status=status, json_dumps_params={"ensure_ascii": False})


def error(form: str, *, status: int, said: str) -> HttpResponse:
    return written(form, "errors", [{"code": status, "description": said}], status=status)


def _element(name: str, value: Value | Record) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(key, one) for key, one in value.items())
    elif isinstance(value, bool):
        element.text = str(value).lower()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        element.extend(_element(ONE[name], one) for one in value)
    elif value is not None:
        element.text = str(value)
    return element
