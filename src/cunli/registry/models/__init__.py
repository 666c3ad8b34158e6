"""The tables of the register, by concept."""

from cunli.registry.models.consents import Consent, NoticeGiven
from cunli.registry.models.corrections import Correction
from cunli.registry.models.duplicates import Duplicate, DuplicateSearch, Merge
from cunli.registry.models.erasures import ErasureRequest
from cunli.registry.models.homes import Dwelling, Household
from cunli.registry.models.imports import ColumnMapping, Import, ImportChange, ImportedFacts
from cunli.registry.models.labels import Label
from cunli.registry.models.looks import ChildLook
from cunli.registry.models.names import FormerName, SearchKey
from cunli.registry.models.people import Membership, Person
from cunli.registry.models.production import Production
from cunli.registry.models.runs import ImportRun
from cunli.registry.models.sketches import Pin, Sketch

__all__ = [
    "ChildLook",
    "ColumnMapping",
    "Consent",
    "Correction",
    "Duplicate",
    "DuplicateSearch",
    "Dwelling",
    "ErasureRequest",
    "FormerName",
    "Household",
    "Import",
    "ImportChange",
    "ImportRun",
    "ImportedFacts",
    "Label",
    "Membership",
    "Merge",
    "NoticeGiven",
    "Person",
    "Pin",
    "Production",
    "SearchKey",
    "Sketch",
]
