"""Rules on Python source, read as a syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.architecture.checkers.house import name

LONGEST_FILE = 400
LONGEST_VIEW = 25
SCOPING = {"within", "unscoped", "reached", "in_area"}
"""``reached`` is ``within`` for one matter by its reference, ``in_area`` for what lies in the scope's own areas."""
WRITING = {"create", "bulk_create"}
CLOCK = {"timezone.now", "now", "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}
CONVERTING = {"timezone.localdate", "localdate", "timezone.localtime", "localtime"}
"""Convert the time they are given; without one they read the clock."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def long_files(files: Collection[Path], limit: int = LONGEST_FILE) -> list[str]:
    """Past the limit a file becomes a package split by concept."""
    counted = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in files)
    return [f"{name(path)} has {lines} lines, more than {limit}" for path, lines in counted if lines > limit]


def long_views(module: ast.Module, where: str, limit: int = LONGEST_VIEW) -> list[str]:
    """A view parses, checks access, makes one call, responds."""
    return [
        f"{where}: view {view.name} has {_length(view)} lines, more than {limit}"
        for view in _public(module)
        if view.args.args and view.args.args[0].arg == "request" and _length(view) > limit
    ]


def loose_services(module: ast.Module, where: str, exported: Collection[str] | None = None) -> list[str]:
    """A service takes keywords only, the actor first, and says the type of everything.

    ``exported``: the names that leave the package of services; None: whatever has no underscore.
    """
    services = [function for function in _public(module) if exported is None or function.name in exported]
    return [f"{where}: {service.name} {fault}" for service in services for fault in _service_faults(service)]


def exported_names(module: ast.Module) -> set[str] | None:
    """What ``__all__`` of a module lists; None when it has none."""
    for node in module.body:
        if isinstance(node, ast.Assign) and [_dotted(target) for target in node.targets] == ["__all__"]:
            return set(ast.literal_eval(node.value))
    return None


def signal_receivers(module: ast.Module, where: str) -> list[str]:
    """Who reacts to what is said in ``acts``, never by a signal."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        elif isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        else:
            continue
        found += [
            f"{where}: imports {imported}"
            for imported in modules
            if imported.endswith(".signals") or imported.startswith("django.dispatch")
        ]
    return found


def unscoped_reads(module: ast.Module, where: str, scoped_models: Collection[str]) -> list[str]:
    """A list of area-bound rows is read ``within`` a scope, or ``unscoped`` with its reason."""
    parents = {child: node for node in ast.walk(module) for child in ast.iter_child_nodes(node)}
    found = []
    for node in ast.walk(module):
        if not (isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}):
            continue
        model = _last_name(node.value)
        if model in scoped_models and not set(_chain(node, parents)) & (SCOPING | WRITING):
            found.append(f"{where}:{node.lineno}: {model} is read without a scope")
    return found


def clock_reads(module: ast.Module, where: str) -> list[str]:
    """The clock is read at the edge, in views and commands; rules, selectors and services are told the time."""
    return [
        f"{where}:{node.lineno}: reads the clock"
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and _dotted(node.func) in CLOCK | (set() if node.args else CONVERTING)
    ]


def forbidden_names(module: ast.Module, where: str) -> list[str]:
    """Generic foreign keys link to anything, so nothing can be promised about them."""
    return [
        f"{where}:{node.lineno}: {label}"
        for node in ast.walk(module)
        if (label := _dotted(node)) and label.split(".")[-1] in {"GenericForeignKey", "GenericRelation"}
    ]


def logic_in_save(module: ast.Module, where: str) -> list[str]:
    """What a save should do is said by the service that saves."""
    return [
        f"{where}:{function.lineno}: {owner.name}.save() has logic"
        for owner in ast.walk(module)
        if isinstance(owner, ast.ClassDef)
        for function in owner.body
        if isinstance(function, ast.FunctionDef) and function.name == "save"
    ]


def _top_functions(module: ast.Module) -> list[Function]:
    return [node for node in module.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def _public(module: ast.Module) -> list[Function]:
    return [function for function in _top_functions(module) if not function.name.startswith("_")]


def _length(function: Function) -> int:
    start = function.lineno
    if ast.get_docstring(function) is not None:
        start += (function.body[0].end_lineno or 0) - function.body[0].lineno + 1
    return (function.end_lineno or start) - start + 1


def _service_faults(service: Function) -> Iterator[str]:
    arguments = service.args
    if arguments.args or arguments.posonlyargs or arguments.vararg:
        yield "takes positional arguments"
    if not arguments.kwonlyargs or arguments.kwonlyargs[0].arg != "actor":
        yield "does not take the actor first"
    untyped = [argument.arg for argument in arguments.kwonlyargs if argument.annotation is None]
    if untyped or service.returns is None:
        yield f"does not say the type of {', '.join(untyped) or 'what it returns'}"


def _last_name(node: ast.expr) -> str:
    return (_dotted(node) or "").split(".")[-1]


def _dotted(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return None


def _chain(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[str]:
    """The names called on ``node`` one after the other: ``X.objects.filter(…).within(…)`` gives filter, within."""
    current = node
    while True:
        parent = parents.get(current)
        if isinstance(parent, ast.Attribute) and parent.value is current:
            yield parent.attr
        elif not (isinstance(parent, ast.Call) and parent.func is current):
            return
        current = parent
