"""The real settings, with two bare views added to compare with."""

from cunli.config.settings import *  # noqa: F403
from cunli.config.settings import INSTALLED_APPS, TEMPLATES

ROOT_URLCONF = "benchmarks.urls"
INSTALLED_APPS += ["benchmarks"]
TEMPLATES[0]["DIRS"] = []
