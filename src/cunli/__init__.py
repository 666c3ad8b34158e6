"""Cunli 村里: a county's towns and villages look after their people. See docs/map.md."""

__version__ = "0.1.0"
