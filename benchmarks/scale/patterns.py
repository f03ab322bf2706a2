"""One pass of twelve patterns over a text: the least that reading a plan could be."""

from __future__ import annotations

import re

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        "（[^（）]*）",
        "牵头|负责|配合|参与|指导",
        "[一二三四五六七八九十]+、",
        "（[一二三四五六七八九十]+）",
        r"\d+[.．]",
        r"\d+(?:\.\d+)?(?:%|亿元|万元|个|公里|亩|户|人)",
        r"20\d\d年(?:\d{1,2}月)?(?:底)?前?",
        r"附件\s*\d+(?:-\d+)?",
        r"[\u4e00-\u9fff]{2,12}(?:局|委|办|院|公司|政府)",
        r"〔20\d\d〕\d+号",
        "《[^》]+》",
        "(?:项目|工程|水库|公路)",
    )
)
"""What a plan's facts begin with: brackets, role words, labels, figures, dates, annexes, names, numbers."""


def passed(text: str) -> int:
    """How often the patterns match, each looked for once from the beginning to the end."""
    return sum(1 for pattern in PATTERNS for _ in pattern.finditer(text))
