"""A font of this machine that has Chinese characters."""

from __future__ import annotations

import functools
from pathlib import Path

from PIL import ImageFont

CANDIDATES: tuple[tuple[str, int], ...] = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("/System/Library/Fonts/STHeiti Medium.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)
"""Path, and which face of the collection is the Simplified Chinese one."""


@functools.cache
def chinese_font(size: int) -> ImageFont.FreeTypeFont | None:
    """None on a machine without a Chinese font: pictures then carry no characters."""
    for path, index in CANDIDATES:
        if Path(path).exists():
            return ImageFont.truetype(path, size, index=index)
    return None
