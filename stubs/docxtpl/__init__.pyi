from collections.abc import Mapping
from os import PathLike
from typing import IO

from docx.shared import Length
from jinja2 import Environment

class DocxTemplate:
    allow_missing_pics: bool
    def __init__(self, template_file: IO[bytes] | str | PathLike[str]) -> None: ...
    def render(
        self, context: Mapping[str, object], jinja_env: Environment | None = None, autoescape: bool = False
    ) -> None: ...
    def save(self, filename: IO[bytes] | str | PathLike[str]) -> None: ...
    def replace_pic(self, embedded_file: str, dst_file: IO[bytes] | str) -> None: ...
    def patch_xml(self, src_xml: str) -> str: ...

class RichText:
    def __init__(
        self,
        text: str | None = None,
        *,
        color: str | None = None,
        size: int | None = None,
        bold: bool = False,
        font: str | None = None,
    ) -> None: ...

class InlineImage:
    def __init__(
        self,
        tpl: DocxTemplate,
        image_descriptor: IO[bytes] | str,
        width: Length | None = None,
        height: Length | None = None,
    ) -> None: ...
