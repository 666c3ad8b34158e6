"""Each component renders each of its examples with only what it declares; an unknown name in a template fails."""

from __future__ import annotations

import re

import pytest
from django.template.loader import get_template

from cunli.ui import icons
from cunli.ui.examples import COMPONENTS, Component, Params
from cunli.ui.icons import FOLDER, NoSuchIcon

TEMPLATES = FOLDER.parent / "templates" / "ui"
CASES = [(component, example) for component in COMPONENTS for example in component.examples]


@pytest.mark.parametrize(("component", "example"), CASES, ids=lambda it: it.name if isinstance(it, Component) else "")
def test_an_example_renders_with_what_is_declared(component: Component, example: Params) -> None:
    assert set(component.required) <= set(example)
    assert set(example) <= set(component.required) | set(component.optional)
    drawn = get_template(component.template).render(example)
    assert drawn.strip()
    assert "style=" not in drawn and "onclick" not in drawn, "the content security policy allows neither"


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_the_bare_minimum_is_enough(component: Component) -> None:
    least = {name: component.examples[0][name] for name in component.required}
    assert get_template(component.template).render(least).strip()


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.name)
def test_the_header_declares_what_the_registry_declares(component: Component) -> None:
    source = (TEMPLATES / "components" / f"{component.name}.html").read_text(encoding="utf-8")
    header = source.split("{% endcomment %}")[0] if source.startswith("{% comment %}") else source.splitlines()[0]
    for name in (*component.required, *component.optional):
        assert re.search(rf"\b{name}\b", header), f"{component.name}: {name} is not in its header"


def test_every_component_has_examples() -> None:
    own = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert own == {component.name for component in COMPONENTS} | {"choices"}


def test_what_people_write_is_escaped() -> None:
    page = get_template("ui/components/timeline_entry.html")
    entry = next(component for component in COMPONENTS if component.name == "timeline_entry").examples[0]
    drawn = page.render({**entry, "title": "<script>", "text": "<img src=x>\n第二行"})
    assert "<script>" not in drawn and "<img" not in drawn and drawn.count("<p>") == 2


def test_every_icon_in_a_template_is_there_and_every_icon_has_its_source() -> None:
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% icon "([\w-]+)" %}', path.read_text(encoding="utf-8"))
    }
    assert asked <= set(icons.names())
    assert "ISC" in (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")
    with pytest.raises(NoSuchIcon):
        icons.draw("no-such-icon")
