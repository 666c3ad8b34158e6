"""Databases of earlier releases, each in the middle of a story that goes on after the upgrade.

``python -m tests.upgrades.remember NAME`` writes ``NAME.json`` on the day of a release: which migrations had been
applied, the keys, what ``verify`` said, and every row as it was stored. Rows are kept as values of fields, so that the
same file becomes a database on either engine. A file is never written anew: it is what those who installed that
release have.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
ID_NUMBER, PHONE = "150922194001010023", "13912340000"
