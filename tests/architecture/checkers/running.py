"""Rules on what Django has loaded: models and URLs."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from importlib import import_module

from django.db import models
from django.urls import URLPattern, URLResolver

from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scoped import ScopedQuerySet
from tests.architecture.checkers.house import SOURCE

ACCESS = re.compile(r"public|own_machine|token|signed_in|slip_or_signed_in|requires:(?P<capability>\w+)")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_PERIOD = re.compile(r"\b(hour|day|week|month|year)s?\b")
Pattern = URLPattern | URLResolver


def every_url(patterns: Sequence[Pattern], prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(route, pattern) of each URL, however deep."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_url(pattern.url_patterns, route)
        else:
            yield route, pattern


def methods_of(view: Callable[..., object]) -> Collection[str]:
    """The methods a view lets in, as Django's ``require_http_methods`` keeps them in its closure; all without it."""
    inner: Callable[..., object] | None = view
    while inner is not None:
        for cell in getattr(inner, "__closure__", None) or ():
            kept = cell.cell_contents
            if isinstance(kept, list | tuple) and kept and set(kept) <= METHODS:
                return kept
        inner = getattr(inner, "__wrapped__", None)
    return METHODS


def undeclared_access(patterns: Sequence[Pattern], capabilities: Collection[str]) -> list[str]:
    """Every URL's view says who may open it, in words that exist."""
    found = []
    for route, pattern in every_url(patterns):
        access = getattr(pattern.callback, "access", None)
        understood = ACCESS.fullmatch(access) if isinstance(access, str) else None
        if understood is None:
            found.append(f"/{route}: declares no access")
        elif understood["capability"] and understood["capability"] not in capabilities:
            found.append(f"/{route}: there is no capability {understood['capability']}")
    return found


def unnamed_urls(patterns: Sequence[Pattern]) -> list[str]:
    """Links go by name; an address without one cannot be linked to."""
    return [f"/{route}: has no name" for route, pattern in every_url(patterns) if not pattern.name]


def silent_on_privacy(found: Collection[type[models.Model]]) -> list[str]:
    """Every model says what personal data it holds, on which basis, and when it goes."""
    faults = []
    for model in found:
        declared = model.__dict__.get("PRIVACY")
        if not isinstance(declared, Privacy):
            faults.append(f"{model._meta.label} does not declare PRIVACY")
        elif not (declared.basis and declared.retention):
            faults.append(f"{model._meta.label}: PRIVACY without basis or retention")
    return faults


def unkept_retention(found: Collection[type[models.Model]]) -> list[str]:
    """Where a period is declared, code that is called removes what is older, or it is said why none does."""
    faults = []
    for model in found:
        declared = model.__dict__.get("PRIVACY")
        if not isinstance(declared, Privacy) or not _PERIOD.search(declared.retention):
            continue
        if bool(declared.cleared_by) == bool(declared.left_because):
            faults.append(f"{model._meta.label}: {declared.retention!r} is neither kept by code nor explained")
        elif declared.cleared_by and not _is_called(declared.cleared_by):
            faults.append(f"{model._meta.label}: nothing calls {declared.cleared_by}")
    return faults


def _is_called(dotted: str) -> bool:
    """There is such a function, and another module imports it from there or calls it through its module."""
    module, _, name = dotted.rpartition(".")
    try:
        function = getattr(import_module(module), name, None)
    except ModuleNotFoundError:
        return False
    last = module.rpartition(".")[2]
    used = re.compile(rf"from {re.escape(module)} import [^\n]*\b{name}\b|(?<![\w.\"]){last}\.{name}\(")
    return callable(function) and any(used.search(path.read_text()) for path in SOURCE.rglob("*.py"))


def nameless(found: Collection[type[models.Model]]) -> list[str]:
    """Every model can say which row it is."""
    return [f"{model._meta.label} has no __str__" for model in found if model.__str__ is models.Model.__str__]


def small_keys(found: Collection[type[models.Model]]) -> list[str]:
    """Ids are bigint everywhere."""
    fits = (models.BigAutoField, models.BigIntegerField, models.OneToOneField, models.ForeignKey)
    return [f"{model._meta.label}: id is not bigint" for model in found if not isinstance(model._meta.pk, fits)]


def upward_links(found: Collection[type[models.Model]], floors: Sequence[str]) -> list[str]:
    """The model graph goes down only (``floors``: top to bottom). import-linter cannot see a key named by a string."""
    height = {floor: len(floors) - index for index, floor in enumerate(floors)}
    faults = []
    for model in found:
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if not isinstance(target, type) or not target.__module__.startswith("cunli."):
                continue
            here, there = _floor(model), _floor(target)
            if height[there] > height[here]:
                faults.append(f"{model._meta.label}.{field.name} points up to {target._meta.label}")
    return faults


def _floor(model: type[models.Model]) -> str:
    """One floor's label is prefixed, because Django's own has the name already."""
    return model._meta.app_label.removeprefix("cunli_")


def scoped_models(found: Collection[type[models.Model]]) -> set[str]:
    """Names of the models whose rows belong to an area and are not open to everybody."""
    return {model.__name__ for model in found if not _is_open(model)}


def open_but_personal(found: Collection[type[models.Model]]) -> list[str]:
    """A queryset that declares its rows readable by everybody belongs to a model without personal data."""
    return [
        f"{model._meta.label} can be read without a scope but holds {', '.join(privacy.kinds)}"
        for model in found
        if isinstance(_rows(model), ScopedQuerySet) and _is_open(model)
        if (privacy := getattr(model, "PRIVACY", NO_PERSONAL_DATA)).kinds
    ]


def _is_open(model: type[models.Model]) -> bool:
    rows = _rows(model)
    return not isinstance(rows, ScopedQuerySet) or rows._is_scoped


def _rows(model: type[models.Model]) -> models.QuerySet[models.Model]:
    return model._default_manager.get_queryset()
