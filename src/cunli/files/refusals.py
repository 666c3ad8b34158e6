"""Why a file is not kept. Each says what to do, and that nothing else was lost."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cunli.lib.refusals import Refusal


class FileRefused(Refusal):
    """Base: the file is not kept; the rest of the form is."""

    code = "file_refused"
    status = 422


class TooLarge(FileRefused):
    code = "file_too_large"
    status = 413

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            _("这个文件太大了，最多 %(megabytes)s 兆") % {"megabytes": megabytes},
            instead=_("照片可以重拍一张，文件可以分成几份；别的内容都还在。"),
        )


class TooMany(FileRefused):
    code = "files_too_many"

    def __init__(self, *, most: int, sent: int) -> None:
        super().__init__(
            _("照片一次最多加 %(most)s 张，这次有 %(sent)s 张") % {"most": most, "sent": sent},
            instead=_("请挑最要紧的几张再加一次；写的字都还在。"),
        )


class Empty(FileRefused):
    code = "file_empty"

    def __init__(self) -> None:
        super().__init__(_("这个文件是空的"), instead=_("请重新选一次；别的内容都还在。"))


class UnknownType(FileRefused):
    code = "file_type"

    def __init__(self) -> None:
        super().__init__(
            _("这种文件收不了"),
            why=_("只收照片（JPG、PNG）、PDF、Word（docx）和 Excel（xlsx）。"),
            instead=_("请换一种格式，或者拍一张照片；别的内容都还在。"),
        )


class PhoneFormat(FileRefused):
    code = "file_heic"

    def __init__(self) -> None:
        super().__init__(
            _("这张照片是苹果手机的 HEIC 格式，打不开"),
            instead=_("请在手机的“设置 → 相机 → 格式”里选“兼容性最佳”再拍，或者发截屏；别的内容都还在。"),
        )


class OldOffice(FileRefused):
    code = "file_old_office"

    def __init__(self) -> None:
        super().__init__(
            _("这个文件是旧格式，或者加了密码"),
            instead=_("请用 Word 或 WPS 打开，去掉密码，另存为 docx 或 xlsx 再传；别的内容都还在。"),
        )


class Unreadable(FileRefused):
    code = "file_unreadable"

    def __init__(self) -> None:
        super().__init__(_("这个文件打不开"), instead=_("请换一张照片再试；别的内容都还在。"))


class Bomb(FileRefused):
    code = "file_bomb"

    def __init__(self) -> None:
        super().__init__(
            _("这个文件展开以后大得不正常"),
            why=_("收下会把机器拖住。"),
            instead=_("请换一个文件再试；别的内容都还在。"),
        )


class HasMacros(FileRefused):
    code = "file_macros"

    def __init__(self) -> None:
        super().__init__(
            _("这个文件里带有会自己运行的程序（宏）"),
            why=_("为了大家的电脑安全，不能收。"),
            instead=_("请另存为普通的 docx 或 xlsx 再传；别的内容都还在。"),
        )


class Missing(FileRefused):
    """The row is there, the content is not: a restored backup without its files."""

    code = "file_missing"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("这个文件现在找不到了"), instead=_("请告诉县里的管理员，文件要从备份里找回来。"))
