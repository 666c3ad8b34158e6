"""The real settings, with cheap passwords, a folder of their own, and templates that fail on an unknown variable."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = tempfile.mkdtemp(prefix="cunli-tests-")
_made_by = os.getpid()
os.environ["DATA"] = _folder


def _remove_folder() -> None:
    if os.getpid() == _made_by:  # a forked worker must not take the folder away from its parent
        shutil.rmtree(_folder, ignore_errors=True)


atexit.register(_remove_folder)

from cunli.config.settings import *  # noqa: E402, F403 - DATA must be set before the settings read it
from cunli.config.settings import DATABASES, STORAGES, TEMPLATES  # noqa: E402


class UndefinedVariable(str):
    """Given to the template engine as ``string_if_invalid``: fails as soon as it would be shown.

    Django asks ``"%s" in string_if_invalid`` and then formats it with the variable's name.
    """

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined template variable: {name}")

    def __contains__(self, what: object) -> bool:
        return what == "%s" or super().__contains__(str(what))


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined")
TEMPLATES[0]["OPTIONS"]["debug"] = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
OPEN311 = "read"  # as in a county that has decided to publish
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: threads and processes of one test see the same rows under the same locks as in service.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(_folder) / "test.sqlite3")}
