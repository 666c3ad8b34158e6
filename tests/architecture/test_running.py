"""The rules on models and URLs hold in what Django has loaded."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import get_resolver

from cunli.accounts.roles import Capability
from tests.architecture.checkers import house, running

MODELS = [model for model in apps.get_models() if model.__module__.startswith("cunli.")]


def test_every_url_declares_who_may_open_it() -> None:
    capabilities = {str(capability.value) for capability in Capability}
    house.hold(running.undeclared_access(get_resolver().url_patterns, capabilities))


def test_every_url_has_a_name() -> None:
    house.hold(running.unnamed_urls(get_resolver().url_patterns))


def test_every_model_declares_its_personal_data() -> None:
    house.hold(running.silent_on_privacy(MODELS))


def test_what_is_kept_for_a_time_goes_by_code_or_says_why_not() -> None:
    house.hold(running.unkept_retention(MODELS))


def test_what_everybody_may_read_is_about_nobody() -> None:
    house.hold(running.open_but_personal(MODELS))


def test_every_model_can_be_named() -> None:
    house.hold(running.nameless(MODELS))


def test_ids_are_bigint() -> None:
    house.hold(running.small_keys(MODELS))


def test_the_model_graph_goes_down_only() -> None:
    house.hold(running.upward_links(MODELS, house.floors()))


@pytest.mark.django_db
@pytest.mark.postgresql
def test_foreign_keys_are_checked_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only: SQLite's keys are checked by pragma")
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable")
        house.hold(cursor.fetchall())


@pytest.mark.django_db
def test_every_migration_has_run() -> None:
    loader = MigrationLoader(connection)
    assert set(loader.graph.nodes) - set(loader.applied_migrations) == set()
