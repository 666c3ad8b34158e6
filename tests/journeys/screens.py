"""The pictures of the README, taken from the invented county: ``python -m tests.journeys.screens``.

They are written into ``docs/pictures``, small enough to live in the repository. The letter is drawn by LibreOffice
where there is one; without it the old picture stays.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tools import chromium

from tests.journeys.devices import ANDROID, CHROMIUM_FLAGS, SIZES
from tests.journeys.serving import environment_of, start

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
TODAY = "2026-11-23"
PASSWORD = "cunli-demo"
POLE = "电线杆快倒了，压着老周家屋顶"
OLD_WOMAN = "15420000001"
COLOURS, LARGEST = 128, 200_000


def main() -> int:
    """Take all pictures; the exit status."""
    browser_path = chromium.find()
    if browser_path is None:
        sys.stderr.write("no Chromium found\n")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="cunli-screens-") as folder,
        _county(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        chrome = playwright.chromium.launch(executable_path=browser_path, args=CHROMIUM_FLAGS)
        _grid_member(chrome, url)
        _villager(chrome, url)
        _officer_at_a_phone(chrome, url)
        _officer_at_a_desk(chrome, url, Path(folder))
        chrome.close()
    return 0


@contextmanager
def _county(folder: Path) -> Iterator[str]:
    """The invented county on its day, served by the clock of the journeys."""
    environment = {**environment_of(folder), "DEMO": "1", "WORKERS": "1"}
    for arguments in (["migrate", "-v0"], ["demo", "--today", TODAY]):
        subprocess.run(
            [sys.executable, "-m", "cunli.config.command", *arguments],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    gather = "import django; django.setup(); from cunli.config import readiness; readiness.gather_static()"
    subprocess.run([sys.executable, "-c", gather], env=environment, check=True)
    started = start(environment, "", config="tests.journeys.served")
    try:
        yield f"http://127.0.0.1:{started.port}"
    finally:
        started.kill()


def _grid_member(chrome: Browser, url: str) -> None:
    page = _staff(chrome, url, "zhengxiaoman", "phone")
    page.goto(f"{url}/report/")
    page.locator("label.cl-chip", has_text="电线杆").click()
    page.get_by_label("在哪里").first.fill("3组，老周家屋后")
    page.get_by_label("说一句是什么事").fill("杆子歪到老周家屋顶上了，一刮风就晃。")
    page.evaluate("window.scrollTo(0, 0); document.activeElement.blur()")
    _take(page, "phone-report")


def _villager(chrome: Browser, url: str) -> None:
    context = _device(chrome, url, "phone")
    context.add_cookies([{"name": "elder", "value": "22", "url": url}])
    page = context.new_page()
    page.goto(f"{url}/account/in/phone")
    page.get_by_label("手机号").fill(OLD_WOMAN)
    page.get_by_role("button", name="给我发验证码").click()
    page.get_by_label("6 位验证码").fill(page.locator(".cl-inset strong").inner_text())
    page.get_by_role("button", name="进去").click()
    page.get_by_text("您好").first.wait_for()
    _take(page, "phone-villager-home-elder")
    page.goto(f"{url}/mine/")
    page.locator("main section.cl-card a.cl-link, main .cl-list a.cl-link").first.click()
    page.wait_for_load_state()
    page.goto(f"{page.url.split('?')[0]}slip")
    page.emulate_media(media="print")
    _keep(page.locator(".slip").screenshot(), "slip-80mm")


def _officer_at_a_phone(chrome: Browser, url: str) -> None:
    page = _staff(chrome, url, "liuzhiyuan", "phone")
    _take(page, "phone-today")
    _open(page, url, POLE)
    _take(page, "phone-matter")


def _officer_at_a_desk(chrome: Browser, url: str, folder: Path) -> None:
    page = _staff(chrome, url, "liuzhiyuan", "desk")
    page.goto(f"{url}/inbox/")
    _take(page, "desk-inbox")
    _open(page, url, POLE)
    page.locator("#next-step:not([hx-get])").wait_for()
    _take(page, "desk-matter")
    link = page.locator('a[href$=".docx"]', has_text="号").first
    if not link.count():
        return
    with page.expect_download() as started:
        link.click()
    letter = folder / "letter.docx"
    started.value.save_as(letter)
    _take_letter(letter)


def _take_letter(letter: Path) -> None:
    office, drawer = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or drawer is None:
        sys.stderr.write("no LibreOffice here: the picture of the letter stays as it was\n")
        return
    home = f"-env:UserInstallation=file://{letter.parent}/office"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "pdf", "--outdir", letter.parent, letter],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    drawn = subprocess.run(
        [drawer, "-r", "90", "-png", "-f", "1", "-l", "1", letter.with_suffix(".pdf")], check=True, capture_output=True
    )
    _keep(drawn.stdout, "letter")


def _device(chrome: Browser, url: str, face: str) -> BrowserContext:
    width, height = SIZES[face]
    phone = {"user_agent": ANDROID, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
    context = chrome.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        color_scheme="light",
        **(phone if face == "phone" else {}),  # type: ignore[arg-type]  # a dict of options
    )
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": "face", "value": face, "url": url}])
    return context


def _staff(chrome: Browser, url: str, login: str, face: str) -> Page:
    page = _device(chrome, url, face).new_page()
    page.goto(f"{url}/account/in")
    page.get_by_label("登录名或手机号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="进去").click()
    page.get_by_text("今天要做的事").first.wait_for()
    return page


def _open(page: Page, url: str, title: str) -> None:
    page.goto(f"{url}/search/?q={title[:6]}")
    page.get_by_role("link", name=title).first.click()
    page.locator("h1", has_text=title).wait_for()


def _take(page: Page, name: str) -> None:
    _keep(page.screenshot(), name)


def _keep(picture: bytes, name: str) -> None:
    """With few colours: interfaces have no more, and the repository stays small."""
    with Image.open(io.BytesIO(picture)) as drawn:
        small = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = PICTURES / f"{name}.png"
    small.save(target, optimize=True)
    size = os.path.getsize(target)
    if size > LARGEST:
        raise SystemExit(f"{target} has {size} bytes, more than {LARGEST}")
    sys.stdout.write(f"{target.relative_to(PICTURES.parents[1])} {size // 1024} KB\n")


if __name__ == "__main__":
    raise SystemExit(main())
