"""What is typed into the pages of this floor, by the shape of the setting."""

from cunli.county.forms.deciding import DecisionForm, WithdrawForm
from cunli.county.forms.editors import Editor, editor_of
from cunli.county.forms.holidays import AnnounceForm, NoticeForm

__all__ = ["AnnounceForm", "DecisionForm", "Editor", "NoticeForm", "WithdrawForm", "editor_of"]
