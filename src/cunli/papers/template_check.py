"""A Word template is a program: only the few words that letters need are let in.

Shown in a trial: an uploaded template runs Jinja, and ``{{ ''.__class__ }}`` reaches Python. So templates render
in a sandbox, and are read beforehand against a list of what is allowed, which also shuts out loops without end.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache, lru_cache

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from cunli.papers.kinds import PaperKind, names_of
from cunli.papers.refusals import BadTemplate

ALLOWED_NODES: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.For,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
    nodes.Getattr,
    nodes.Filter,
)
ALLOWED_FILTERS = frozenset({"join", "length", "upper"})
ALLOWED_ATTRIBUTES = frozenset({"index", "first", "last"})
"""Of ``loop``, for numbering."""
MAX_LOOP_DEPTH = 1
"""A loop in a loop over a long text would run for minutes."""


class _Sandbox(SandboxedEnvironment):
    """Remembers what it compiled lately: half of a paper's time goes there, and most papers are of a few kinds."""

    compile = lru_cache(maxsize=64)(SandboxedEnvironment.compile)  # type: ignore[assignment]  # overloaded in jinja2


@cache
def sandbox() -> SandboxedEnvironment:
    """The environment papers are rendered in: autoescape on, nothing of Python within reach."""
    return _Sandbox(autoescape=True)


def check(content: bytes, *, kind: PaperKind) -> None:
    """Raise BadTemplate when the Word file uses anything but the fields of its kind, or does not render."""
    known = names_of(kind)
    try:
        trees = [sandbox().parse(source) for source in template_sources(content)]
    except TemplateSyntaxError as wrong:
        raise _bad(_("样式里有一处写法不对：%(problem)s") % {"problem": wrong.message or ""}) from wrong
    except (TemplateError, KeyError, ValueError, zipfile.BadZipFile) as wrong:
        raise _bad(_("这个 Word 文件读不出来")) from wrong
    for tree in trees:
        _check_nodes(tree)
        _check_names(tree, known)


def template_sources(content: bytes) -> list[str]:
    """What docxtpl will hand to Jinja: body, headers, footers, footnotes, and the document's properties."""
    template = DocxTemplate(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        parts = [package.read(name).decode("utf-8", "replace") for name in names]
        properties = [
            package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
            if name.startswith("docProps/") and name.endswith(".xml")
        ]
    return [str(template.patch_xml(part)) for part in parts] + properties


def _check_nodes(tree: nodes.Template) -> None:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED_NODES):
            raise _bad(_("样式里不能写程序，只能填栏目"))
        if isinstance(node, nodes.Filter) and node.name not in ALLOWED_FILTERS:
            raise _bad(_("样式里用了不认识的写法：%(name)s") % {"name": node.name})
        if isinstance(node, nodes.Getattr) and not _is_loop_number(node):
            raise _bad(_("样式里不能写程序，只能填栏目（.%(name)s）") % {"name": node.attr})
    if _loop_depth(tree) > MAX_LOOP_DEPTH:
        raise _bad(_("样式里的重复套得太深"))


def _check_names(tree: nodes.Template, known: frozenset[str]) -> None:
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"} | {"loop"}
    used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    unknown = sorted(used - own - known)
    if unknown:
        raise BadTemplate(
            _("样式里有不认识的栏目：%(names)s") % {"names": "、".join(unknown)},
            instead=_("能用的栏目是：%(names)s") % {"names": "、".join(sorted(known))},
        )


def _is_loop_number(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in ALLOWED_ATTRIBUTES


def _loop_depth(node: nodes.Node) -> int:
    deepest = max((_loop_depth(child) for child in node.iter_child_nodes()), default=0)
    return deepest + isinstance(node, nodes.For)


def _bad(what: str) -> BadTemplate:
    return BadTemplate(what, instead=_("请照着原来的样式改，只动文字和格式；原来的样式还在用。"))
