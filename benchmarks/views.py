"""Bare: the same server, middleware and signed-in user; one INSERT, or one SELECT and fifty rows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from benchmarks.models import Note
from cunli.lib.access import declares


@declares("signed in")
def insert(request: HttpRequest) -> HttpResponse:
    Note.objects.create(
        title=request.POST["title"],
        place="3组，周满仓家屋后",
        state="reported",
        due_at=timezone.now(),
        user_id=request.user.pk,
    )
    return redirect("/bare/done")


@declares("signed in")
def rows(request: HttpRequest) -> HttpResponse:
    notes = Note.objects.filter(user_id=request.user.pk).order_by("due_at")[:50]
    return render(request, "benchmarks/rows.html", {"notes": notes})
