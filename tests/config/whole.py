"""What a restored database holds, told from outside: ``python -m tests.config.whole`` prints it as JSON.

``refs``: every matter. ``entries``: number and leaf of every entry. ``shapes``: how many rows each matter has in each
table that names it, as the different answers found; matters that were all filed alike have one shape.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from typing import Any

import django
from django.apps import apps


def told() -> dict[str, Any]:
    from cunli.cases.models import Matter
    from cunli.journal.models import Entry

    refs: dict[int, str] = dict(Matter.objects.unscoped("a drill").values_list("pk", "ref"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for model in apps.get_models():
        for name in (field.name for field in model._meta.local_fields if field.related_model is Matter):
            found = model._base_manager.exclude(**{name: None}).values_list(f"{name}_id", flat=True)
            counts[model._meta.label].update(refs[number] for number in found)
    counts["journal.Entry"].update(Entry.objects.filter(subject__startswith="HD-").values_list("subject", flat=True))
    shapes = {json.dumps({table: found[ref] for table, found in counts.items()}) for ref in refs.values()}
    strangers = {ref for found in counts.values() for ref in found} - set(refs.values())
    return {
        "refs": sorted(refs.values()),
        "shapes": [json.loads(shape) for shape in sorted(shapes)],
        "strangers": sorted(strangers),
        "entries": [[number, bytes(leaf).hex()] for number, leaf in Entry.objects.values_list("pk", "leaf")],
    }


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps(told()))
