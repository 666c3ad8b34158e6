"""What stands around every page: where one can go, where one is, which post one holds.

The upper floors know the pages; they fill a ``Frame`` in their own context processor (variable ``frame``).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place to go. ``count`` is shown as a number only when above zero."""

    label: str
    href: str
    icon: str
    count: int = 0
    current: bool = False


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post the person may switch to: ``value`` is posted as ``post``."""

    value: str
    label: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """``place`` is 禾川县 · 柳湾镇; ``user_name`` and ``user_title`` stand at the bottom of the sidebar."""

    home_url: str = "/"
    phone: tuple[NavItem, ...] = ()
    desk: tuple[NavItem, ...] = ()
    place: str = ""
    user_name: str = ""
    user_title: str = ""
    posts: tuple[PostChoice, ...] = ()
    switch_url: str = ""
    sign_out_url: str = ""
    is_door: bool = False
    """This page is one of the sidebar's own: the desk needs no other way back from it."""


EMPTY = Frame()
