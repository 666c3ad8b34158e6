"""The house's own addresses, and some behind which something breaks in ways that would tell on people."""

from __future__ import annotations

from typing import NoReturn

from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from cunli.config.urls import *  # noqa: F403 - everything else is as in production
from cunli.config.urls import urlpatterns as house


def breaks(request: HttpRequest, who: str) -> NoReturn:
    try:
        int(request.POST["words"])
    except ValueError as error:
        raise RuntimeError(f"{who} {request.POST['phone']}") from error


def breaks_in_the_database(request: HttpRequest, who: str) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT nothing FROM nowhere WHERE name = '{who}'")
    return HttpResponse()


def is_suspicious(request: HttpRequest, who: str) -> NoReturn:
    raise SuspiciousOperation(f"{who} did something")


urlpatterns = [
    path("breaks/<str:who>/", breaks, name="breaks"),
    path("database/<str:who>/", breaks_in_the_database, name="database"),
    path("suspicious/<str:who>/", is_suspicious, name="suspicious"),
    *house,
]
