"""Managers that refuse an unscoped read at run time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self, TypeVar

from django.db import models

from cunli.lib.scope import Scope

M = TypeVar("M", bound=models.Model)


class UnscopedRead(RuntimeError):
    """A list was read without saying within which scope. A programming error, never shown to people."""


class ScopedQuerySet(models.QuerySet[M]):
    """Evaluates only after ``within(scope)`` or ``unscoped(why)``.

    A model gives its own ``scope_filter``; ``unscoped`` is for services and commands that act for everyone
    (a sweep, an import) and states why.
    """

    _is_scoped = False

    def scope_filter(self, scope: Scope) -> models.Q:
        """The rows of this model within ``scope``. Overridden by each model's queryset."""
        raise NotImplementedError

    def within(self, scope: Scope) -> Self:
        found = self.filter(self.scope_filter(scope))
        found._is_scoped = True
        return found

    def unscoped(self, why: str) -> Self:
        if not why:
            raise UnscopedRead("say why")
        found = self.all()
        found._is_scoped = True
        return found

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._is_scoped = self._is_scoped
        return clone

    def _require_scope(self) -> None:
        if not self._is_scoped:
            raise UnscopedRead(f"{self.model.__name__} was read without a scope; use .within(scope)")

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[M]:
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._require_scope()
        return super().delete()
