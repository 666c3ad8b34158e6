"""The county's own Excel or CSV into the register.

A file becomes a *plan* (``plan_of``), and a plan becomes one transaction (``apply``). Owns: reading sheets, what a
heading means, what a cell says, whom a row is about, why a row is refused. Does not own: how persons and households
are written (``registry.services``).
"""

from cunli.registry.imports.applying import apply
from cunli.registry.imports.plan import Plan, Refused
from cunli.registry.imports.planning import plan_of
from cunli.registry.imports.refused_sheet import write_refused
from cunli.registry.imports.source import Source

__all__ = ["Plan", "Refused", "Source", "apply", "plan_of", "write_refused"]
