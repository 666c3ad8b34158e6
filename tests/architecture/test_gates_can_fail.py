"""A gate that cannot refuse is decoration: each checker is shown something bad, and something good beside it."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import models
from django.template import engines
from django.test.utils import isolate_apps
from django.urls import path

from cunli.lib.access import declares
from cunli.lib.privacy import NO_PERSONAL_DATA, Privacy
from cunli.lib.scoped import ScopedQuerySet
from tests.architecture.checkers import running, sources, texts
from tests.conftest import NetworkUsed, is_own_machine


def test_long_files(tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_text("x = 1\n" * 401)
    assert sources.long_files([file])
    file.write_text("x = 1\n" * 400)
    assert not sources.long_files([file])


@pytest.mark.parametrize(
    ("checker", "bad", "good"),
    [
        (sources.long_views, "def page(request):\n" + "    x = 1\n" * 25, "def page(request):\n" + "    x = 1\n" * 24),
        (sources.loose_services, "def add(actor: A) -> None: ...", "def add(*, actor: A, at: T) -> None: ..."),
        (sources.loose_services, "def add(*, at: T, actor: A) -> None: ...", "def _own(x): ..."),
        (sources.loose_services, "def add(*, actor, at: T) -> None: ...", "class Gone(Refusal): ..."),
        (sources.loose_services, "def add(*, actor: A, at: T): ...", "FEW = 3"),
        (sources.signal_receivers, "from django.db.models.signals import post_save", "import signal"),
        (sources.signal_receivers, "from django.dispatch import receiver", "from django.db import models"),
        (sources.forbidden_names, "x = fields.GenericForeignKey()", "x = models.ForeignKey('places.Area')"),
        (sources.logic_in_save, "class A:\n    def save(self): ...", "def save(): ..."),
        (sources.clock_reads, "at = timezone.now()", "at = happened_at"),
        (sources.clock_reads, "on = localdate()", "on = localdate(at)"),
        (sources.clock_reads, "on = date.today()", "on = date(2026, 9, 1)"),
    ],
)
def test_sources(checker: Any, bad: str, good: str) -> None:
    assert checker(ast.parse(bad), "bad.py")
    assert not checker(ast.parse(good), "good.py")


@pytest.mark.parametrize(
    ("code", "refused"),
    [
        ("Matter.objects.all()", True),
        ("models.Matter.objects.filter(a=1).first()", True),
        ("rows = Matter._default_manager", True),
        ("Matter.objects.filter(a=1).within(scope)[:50]", False),
        ("Matter.objects.unscoped('the sweep acts for all').get(pk=1)", False),
        ("Matter.objects.create(a=1)", False),
        ("Calendar.objects.all()", False),
    ],
)
def test_unscoped_reads(code: str, refused: bool) -> None:
    assert bool(sources.unscoped_reads(ast.parse(code), "x.py", {"Matter"})) is refused


def test_undeclared_access() -> None:
    def silent(request: Any) -> None: ...

    def page(access: str) -> Any:
        return path("x/", declares(access)(lambda request: None), name="x")

    assert running.undeclared_access([path("x/", silent)], {"screen"})
    assert running.undeclared_access([page("everybody")], {"screen"})
    assert running.undeclared_access([page("requires:fly")], {"screen"})
    assert not running.undeclared_access([page("public"), page("requires:screen")], {"screen"})
    assert running.unnamed_urls([path("x/", silent)])


@isolate_apps("cunli.places")
def test_models_that_say_nothing() -> None:
    class Silent(models.Model):
        id = models.AutoField(primary_key=True)

        class Meta:
            app_label = "places"

    class Empty(models.Model):
        PRIVACY = Privacy(kinds=("name",), basis="", retention="")

        class Meta:
            app_label = "places"

    class Good(models.Model):
        PRIVACY = NO_PERSONAL_DATA

        class Meta:
            app_label = "places"

        def __str__(self) -> str:
            return "good"

    assert len(running.silent_on_privacy([Silent, Empty, Good])) == 2
    assert len(running.nameless([Silent, Good])) == 1
    assert len(running.small_keys([Silent, Good])) == 1


@isolate_apps("cunli.places")
def test_a_period_that_nothing_keeps() -> None:
    def kept(name: str, retention: str, **how: str) -> type[models.Model]:
        said = Privacy(kinds=("name",), basis="test", retention=retention, **how)
        meta = type("Meta", (), {"app_label": "places"})
        return type(name, (models.Model,), {"PRIVACY": said, "Meta": meta, "__module__": __name__})

    good = [
        kept("AsTheMatter", "as the matter it belongs to"),
        kept("Cleared", "two years after it was written", cleared_by="cunli.messages.clearing.clear_old"),
        kept("Archived", "ten years", left_because="an archive"),
    ]
    bad = [
        kept("Forgotten", "one year after it ended"),
        kept("Both", "one year", cleared_by="cunli.messages.clearing.clear_old", left_because="an archive"),
        kept("Misspelt", "three days", cleared_by="cunli.messages.clearing.clear_odd"),
        kept("Nowhere", "three days", cleared_by="cunli.nowhere.clear"),
        kept("Uncalled", "three days", cleared_by="cunli.lib.clearing.uncalled"),
    ]
    assert not running.unkept_retention(good)
    assert len(running.unkept_retention(bad)) == len(bad)


@isolate_apps("cunli.places")
def test_open_to_everybody_but_about_somebody() -> None:
    class OpenRows(ScopedQuerySet[Any]):
        _is_scoped = True

    class Gossip(models.Model):
        PRIVACY = Privacy(kinds=("name",), basis="none", retention="never")
        objects = OpenRows.as_manager()

        class Meta:
            app_label = "places"

    assert running.open_but_personal([Gossip])
    assert running.scoped_models([Gossip]) == set()
    OpenRows._is_scoped = False
    assert running.scoped_models([Gossip]) == {"Gossip"}
    assert not running.open_but_personal([Gossip])


def test_what_leaves_a_package_of_services() -> None:
    module = ast.parse("__all__ = ['add']\ndef add(x): ...\ndef inside(x): ...")
    assert len(sources.loose_services(module, "x.py", sources.exported_names(module))) > 0
    assert not sources.loose_services(module, "x.py", {"other"})


def _model(label: str, target: Any = None) -> Any:
    """What ``upward_links`` looks at, without registering anything."""
    app_label, name = label.split(".")
    fields = [SimpleNamespace(name="link", concrete=True, is_relation=True, related_model=target)] if target else []
    meta = SimpleNamespace(label=label, app_label=app_label, get_fields=lambda: fields)
    return type(name, (), {"__module__": f"cunli.{app_label}.models", "_meta": meta})


def test_upward_links() -> None:
    floors = ["cases", "places"]
    assert running.upward_links([_model("places.Area", _model("cases.Matter"))], floors)
    assert not running.upward_links([_model("cases.Matter", _model("places.Area"))], floors)


@pytest.mark.parametrize(
    ("checker", "bad", "good"),
    [
        (texts.untranslated, "<p>今天</p>", '<p>{% translate "今天" %}</p>'),
        (texts.untranslated, '<a title="今天">', "{% blocktranslate %}今天\n还有{% endblocktranslate %}"),
        (texts.untranslated, '{% include "x" with name="今天" %}', '{# 今天 #}{% include "x" with name=_("今天") %}'),
        (texts.against_the_policy, '<p style="color:red">', '<p class="late">'),
        (texts.against_the_policy, '<a href="x" onclick="go()">', '<a href="x">'),
        (texts.against_the_policy, "<script>go()</script>", '<script nonce="{{ n }}">go()</script>'),
        (texts.outside_hosts, '<script src="https://cdn.example.org/x.js">', '<a href="https://www.gov.cn/">'),
        (texts.outside_hosts, "body { background: url(//fonts.example.org/x) }", "body { background: url(x.svg) }"),
        (texts.names_the_workplace, "see /home/" + "somebody/notes", "see /homepage and src/work/x"),
        (texts.names_the_workplace, "--index" + "-url https://x", "--no-emit-index-url"),
    ],
)
def test_texts(checker: Any, bad: str, good: str) -> None:
    assert checker(bad, "bad")
    assert not checker(good, "good")


def test_map_and_commands() -> None:
    drawn = "| `lib` | values |\n| `ui` | pages |\n"
    assert not texts.map_differs(drawn, ["lib", "ui"])
    assert texts.map_differs(drawn, ["lib"])
    assert texts.map_differs(drawn, ["lib", "ui", "law"])
    assert texts.map_differs(drawn + drawn, ["lib", "ui"])
    assert texts.undocumented_commands(["sweep"], "cunli serve") and not texts.undocumented_commands(
        ["serve"], "cunli serve"
    )


def test_undefined_template_variables() -> None:
    with pytest.raises(AssertionError, match="nobody"):
        engines["django"].from_string("{{ nobody.name }}").render({})


def test_the_network_is_closed() -> None:
    import socket

    assert is_own_machine(("127.0.0.1", 80)) and is_own_machine("/run/x.sock") and not is_own_machine(("192.0.2.1", 80))
    with socket.socket() as line, pytest.raises(NetworkUsed):
        line.connect(("192.0.2.1", 80))
