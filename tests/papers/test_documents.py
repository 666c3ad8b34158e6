"""The Word files, the slip, and templates that a town replaces."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from cunli.files import services as files
from cunli.files.models import Kind
from cunli.files.refusals import HasMacros
from cunli.lib.codes import spoken
from cunli.lib.refusals import Invalid, NotYourPost, NotYours
from cunli.papers import render, services, template_check
from cunli.papers.kinds import SPECS, PaperKind
from cunli.papers.models import Paper
from cunli.papers.qr import qr_png
from cunli.papers.refusals import BadTemplate
from cunli.papers.slip import Phone, Slip, slip_context
from cunli.papers.templates_docx import build, word
from tests.cast import NOW, TODAY, Cast
from tests.files import samples
from tests.papers.conftest import LETTER, RECORD


def text_of(content: bytes) -> str:
    """All words of a Word file: body, tables, first header and footer."""
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    parts = [document.element.body, section.first_page_header._element, section.first_page_footer._element]
    return "\n".join("".join(node.itertext()) for part in parts for node in part.iter() if node.tag.endswith("}p"))


def sealed(cast: Cast, paper: Paper) -> Paper:
    paper = services.sign(actor=cast.actor("peace_chief"), paper=paper, at=NOW)
    return services.seal(actor=cast.actor("peace_officer"), paper=paper, at=NOW)


def test_the_sealed_letter_says_everything(cast: Cast, draft) -> None:
    paper = sealed(cast, draft())
    assert paper.file is not None
    content = paper.file.path.read_bytes()
    text = text_of(content)
    for words in (
        "柳湾镇平安建设办公室",
        "柳政平函〔2026〕1号",
        paper.title,
        "青河远信通信公司、青河联程通信公司：",
        "请贵单位核实权属",
        "附件：现场情况记录",
        "2026年11月23日",
        "（联系人：刘志远，电话：0474-7900000）",
        "抄送：石头村村民委员会。",
        "HD-2026-00017",
    ):
        assert words in text
    assert "草稿" not in text
    assert "{" not in text
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert max(len(package.read(name)) for name in package.namelist() if name.endswith(".png")) > 10_000, "the seal"


def test_the_contact_stands_right_under_the_date_on_the_page_of_the_seal(cast: Cast, draft) -> None:
    paper = sealed(cast, draft())
    assert paper.file is not None
    (signed,) = docx.Document(io.BytesIO(paper.file.path.read_bytes())).tables
    lines = [line.text for line in signed.cell(0, 0).paragraphs]
    contact = "（联系人：刘志远，电话：0474-7900000）"
    assert lines == ["", "", "", "柳湾镇平安建设办公室", "2026年11月23日", contact], "one row, that no page breaks"


def test_several_attachments_are_numbered_and_the_photos_come_last_on_pages_of_their_own(cast: Cast, draft) -> None:
    taken = [
        files.keep(actor=cast.actor("peace_officer"), upload=upload, at=NOW, kind=Kind.PHOTO)
        for upload in (SimpleUploadedFile("1.jpg", samples.photo()), SimpleUploadedFile("2.png", samples.png()))
    ]
    data = LETTER | {"attachments": ["现场情况记录", "权属查询表"], "photos": [str(one.pk) for one in taken]}
    content = render.paper_document(draft(data=data), sealed=False, today=TODAY)
    text = text_of(content)
    for words in ("附件：1. 现场情况记录", "2. 权属查询表", "3. 现场照片", "附件3"):
        assert words in text
    assert text.index("附件3") < text.index("抄送："), "what is sent along stands before the last lines (版记)"
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert sum(name.startswith("word/media/") and "jp" in name for name in package.namelist()) == 2


def test_a_draft_says_that_it_is_one_and_bears_no_seal(draft) -> None:
    content = render.paper_document(draft(), sealed=False, today=TODAY)
    assert "草稿" in text_of(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert all(len(package.read(name)) < 1_000 for name in package.namelist() if name.endswith(".png"))


def pictures_in(content: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [package.read(name) for name in package.namelist() if name.endswith(".png")]


def test_the_foot_of_a_sealed_paper_says_where_its_code_is_checked_and_has_it_to_scan(
    cast: Cast, draft, settings
) -> None:
    settings.PUBLIC_ADDRESS = "https://cunli.example"
    officer = cast.actor("peace_officer")
    record = draft(kind=PaperKind.SPOT_DECISION, title="线杆放倒", recipients=[], data=RECORD)
    for paper in (sealed(cast, draft()), services.close_record(actor=officer, paper=record, at=NOW)):
        assert paper.file is not None
        content, asked = paper.file.path.read_bytes(), f"https://cunli.example/papers/verify?code={paper.verify_code}"
        assert qr_png(asked) in pictures_in(content)
        assert f"核验码：{spoken(paper.verify_code)}" in foot_of(content)
        assert "扫码或打开 https://cunli.example/papers/verify 输入核验码" in foot_of(content)


def test_where_nobody_said_under_which_address_people_open_it_the_code_is_for_typing(cast: Cast, draft) -> None:
    paper = sealed(cast, draft())
    assert paper.file is not None
    content = paper.file.path.read_bytes()
    assert spoken(paper.verify_code) in foot_of(content) and "扫码" not in foot_of(content)
    assert sum(len(picture) > 1_000 for picture in pictures_in(content)) == 1, "the seal alone"


def foot_of(content: bytes) -> str:
    section = docx.Document(io.BytesIO(content)).sections[0]
    feet = (
        (section.footer, section.first_page_footer) if section.different_first_page_header_footer else (section.footer,)
    )
    return "\n".join(line.text for foot in feet for line in foot.paragraphs)


@pytest.mark.parametrize("kind", PaperKind)
def test_a_reader_without_the_official_fonts_knows_that_it_is_chinese(kind: PaperKind) -> None:
    """Else it sets commas in the middle of their square, as in Hong Kong."""
    with zipfile.ZipFile(render.SHIPPED / SPECS[kind].template) as package:
        assert 'w:eastAsia="zh-CN"' in package.read("word/styles.xml").decode()


def test_hostile_words_stay_words(cast: Cast, draft) -> None:
    body = "<w:p>&amp; {{ 7*7 }} {% for %} \x0b'; DROP TABLE"
    text = text_of(sealed(cast, draft(data=LETTER | {"body": body})).file.path.read_bytes())  # type: ignore[union-attr]
    assert "<w:p>&amp; {{ 7*7 }} {% for %} '; DROP TABLE" in text


def test_the_record_of_a_decision(cast: Cast, draft) -> None:
    officer = cast.actor("peace_officer")
    paper = draft(kind=PaperKind.SPOT_DECISION, title="线杆放倒", recipients=[], data=RECORD)
    closed = services.close_record(actor=officer, paper=paper, at=NOW)
    assert closed.file is not None
    text = text_of(closed.file.path.read_bytes())
    for words in ("周水生、田奶奶", "1. 网格员：会不会要赔？", "杆随时会倒", "11月21日 16:22"):
        assert words in text


def test_a_record_without_objections_has_no_line_for_them(draft) -> None:
    data = {**RECORD, "objections": []}
    paper = draft(kind=PaperKind.SPOT_DECISION, title="线杆放倒", recipients=[], data=data)
    text = text_of(render.paper_document(paper, sealed=False, today=TODAY))
    assert "不同意见" not in text and "见证人" in text


@pytest.mark.parametrize("kind", PaperKind)
def test_shipped_templates_pass_the_check_and_are_what_the_script_makes(kind: PaperKind, tmp_path) -> None:
    shipped = (render.SHIPPED / SPECS[kind].template).read_bytes()
    template_check.check(shipped, kind=kind)
    maker = build.MAKERS[kind]
    word.save_reproducibly(maker(), tmp_path / "made.docx")
    assert (tmp_path / "made.docx").read_bytes() == shipped


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ title.__init__ }}", "__init__"),
        ("{{ secret_field }}", "secret_field"),
        ("{% for i in range(999999999) %}x{% endfor %}", "程序"),
        ("{{ 'a' * 999999999 }}", "程序"),
        ("{{ title|attr('__class__') }}", "attr"),
        ("{% include '/etc/passwd' %}", "程序"),
        ("{% set x = 1 %}{{ x }}", "程序"),
        ("{% if title %}", "不对"),
        ("{{ cycler.__init__.__globals__.os }}", "程序"),
    ],
)
def test_a_template_that_is_more_than_a_form_is_refused(text: str, named: str) -> None:
    with pytest.raises(BadTemplate) as told:
        template_check.check(samples.word(text), kind=PaperKind.LETTER)
    assert named in str(told.value)


def test_what_hides_in_a_header_or_in_properties_is_found() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ ''.__class__ }}"
    written = io.BytesIO()
    document.save(written)
    with pytest.raises(BadTemplate):
        template_check.check(written.getvalue(), kind=PaperKind.LETTER)
    document = docx.Document()
    document.core_properties.title = "{{ ''.__class__ }}"
    written = io.BytesIO()
    document.save(written)
    with pytest.raises(BadTemplate):
        template_check.check(written.getvalue(), kind=PaperKind.LETTER)


def replace(
    cast: Cast, content: bytes, *, who: str = "peace_chief", area: str = "liuwan", source: str = "镇办〔2026〕3号"
):
    return services.replace_template(
        actor=cast.actor(who),
        kind=PaperKind.LETTER,
        area=cast.areas[area],
        upload=SimpleUploadedFile("样式.docx", content),
        valid_from=date(2026, 11, 1),
        source=source,
        at=NOW,
    )


def test_a_town_uses_its_own_template_and_its_neighbour_does_not(cast: Cast, draft) -> None:
    old = draft()
    replace(cast, samples.word("本镇样式 {{ title }} {% for p in body %}{{ p }}{% endfor %}"))
    assert "本镇样式" in text_of(render.paper_document(old, sealed=False, today=TODAY))
    assert "本镇样式" not in text_of(render.paper_document(old, sealed=False, today=date(2026, 10, 1)))
    far = draft(cast.actor("far_officer"), unit=cast.units["peace_far"])
    assert "本镇样式" not in text_of(render.paper_document(far, sealed=False, today=TODAY))
    again = replace(cast, samples.word("第二版 {{ title }}"))
    assert again.version == 2
    assert "第二版" in text_of(render.paper_document(old, sealed=False, today=TODAY))


def test_who_may_replace_a_template(cast: Cast) -> None:
    good = samples.word("{{ title }}")
    for who, area, refusal in (
        ("far_officer", "liuwan", NotYours),
        ("li_clerk", "liuwan", NotYours),
        ("water_officer", "county", NotYourPost),
        ("grid_member", "liuwan", NotYours),
    ):
        with pytest.raises(refusal):
            replace(cast, good, who=who, area=area)
    with pytest.raises(Invalid):
        replace(cast, good, source=" ")
    with pytest.raises(HasMacros):
        replace(cast, samples.docm())
    assert replace(cast, good, who="system_admin", area="county").version == 1


SLIP = Slip(
    ref="SV-2026-00718",
    short_code="2607188891",
    station="石头村便民服务站",
    whose="田奶奶",
    what="<b>院子下沉</b>",
    promised_words="11月26日前答复",
    promised_day="星期四",
    promised_hint="答复您填不填、哪天填。",
    who="刘志远，镇里包村干部",
    phones=(Phone("郑小满", "555 0142"), Phone("镇里值班", "555 0100")),
    by="郑小满",
    at=datetime(2026, 11, 23, 1, 15, tzinfo=UTC),
    url="https://example.test/s/2607188891",
)


@pytest.mark.parametrize(("asked", "size"), [("58", "58"), ("80", "80"), ("a6", "a6"), ("<x>", "80"), ("", "80")])
def test_the_slip(asked: str, size: str) -> None:
    page = render_to_string("papers/slip.html", slip_context(SLIP, size=asked))
    assert f'class="on-{size}"' in page
    assert "260 718 8891" in page
    assert "&lt;b&gt;院子下沉" in page
    assert "2026年11月23日 9:15" in page
    assert page.count("<path") == 1
    assert "style=" not in page, "the content security policy allows no inline styles"
