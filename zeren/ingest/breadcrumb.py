"""The way to a page that its site prints over it: 首页 > 政务公开 > 政策文件."""

from __future__ import annotations

import re

_MARK = "[>＞»›→]"
_PIECE = r"[\w、（）()·]{2,20}"
_FROM_HOME = re.compile(
    rf"(?:(?:您|你)?(?:现在|当前)?(?:所在)?(?:的)?位置[:：])?(?:网站)?(?:首页|主页)(?:(?:{_MARK}|[/／|｜]){_PIECE})+{_MARK}?"
)
_THREE_STEPS = re.compile(rf"{_PIECE}(?:{_MARK}{_PIECE}){{2,}}{_MARK}?")


def is_breadcrumb(line: str) -> bool:
    """Whether a line is such a way: from the site's first page on, or of three steps at least."""
    words = "".join(line.split())
    return bool(_FROM_HOME.fullmatch(words) or _THREE_STEPS.fullmatch(words))
