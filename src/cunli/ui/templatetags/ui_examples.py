"""Draws one example of a component as it would stand on a page. Only the example page loads this."""

from __future__ import annotations

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from cunli.ui.examples import Component

register = template.Library()
_HEADS = '<th scope="col"><input class="cl-check" type="checkbox" data-all aria-label="全选"></th>' + "".join(
    f'<th scope="col">{head}</th>' for head in ("期限", "事情", "到哪一步", "等谁", "村", "类别", "编号")
)
WRAPS = {
    "list": ('<ul class="cl-list">', "<li>{}</li>", "</ul>"),
    "timeline": ('<div class="cl-card"><ol class="cl-timeline">', "{}", "</ol></div>"),
    "chips": ('<fieldset><legend class="cl-hidden">是什么</legend><div class="cl-chips">', "{}", "</div></fieldset>"),
    "segs": (
        '<div class="cl-panel"><fieldset><legend class="cl-label">见到</legend><div class="cl-segs">',
        "{}",
        "</div></fieldset></div>",
    ),
    "table": (
        '<div class="cl-panel cl-panel-flush"><div class="cl-table-scroll" tabindex="0" role="region" aria-label="表">'
        f'<table class="cl-table" data-bulk="bulk-example"><thead><tr>{_HEADS}</tr></thead><tbody>',
        "{}",
        '</tbody></table></div><div class="cl-bulk" id="bulk-example"><span>选了 <b data-bulk-count>0</b> 件</span>'
        '<button class="cl-btn" type="button">转给别人</button></div></div>',
    ),
    "calls": ('<div class="cl-calls">', "{}", "</div>"),
    "tiles": ('<div class="cl-tiles">', "{}", "</div>"),
    "clocks": ('<div class="cl-clocks">', '<div class="cl-card">{}</div>', "</div>"),
    "kpis": ('<div class="cl-kpis cl-card">', "{}", "</div>"),
    "card": ('<div class="cl-card">', "{} ", "</div>"),
    "panel": ('<div class="cl-panel">', "{}", "</div>"),
    "": ("", "{}", ""),
    "paper": ("", "{}", ""),
}


@register.simple_tag
def draw(component: Component) -> SafeString:
    """All examples of one component, each drawn with its own parameters and nothing else."""
    start, each, end = WRAPS[component.wrap]
    drawn = "".join(each.format(get_template(component.template).render(example)) for example in component.examples)
    return mark_safe(start + drawn + end)  # noqa: S308 - our own templates, escaped by the engine
