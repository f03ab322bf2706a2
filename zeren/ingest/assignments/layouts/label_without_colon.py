"""Labels right before the lists, without a colon: 牵头单位甲，责任单位乙、丙."""

from __future__ import annotations

from zeren.ingest.assignments.layouts import Place, pattern

_LIST = r"(?!人|负责|主要|为|是|的|及|和|与|、|要|应|每|另)[^：:；。]{2,}?"
_NEXT = r"[，；,;、]?"

LAYOUT = pattern(
    "label-without-colon",
    15,
    rf"(?=牵头|责任|主办)(?:(?:牵头|主办)(?:单位|部门)(?P<lead>{_LIST}){_NEXT})?"
    rf"(?:责任(?:单位|部门)(?P<responsible>{_LIST}){_NEXT})?"
    rf"(?:(?:配合|协办|参与)(?:单位|部门)(?P<support>{_LIST}))?",
    Place.BRACKET,
)
