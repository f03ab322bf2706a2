"""The trade of businesses that are named without it: 烟花爆竹 of 零售店 and 生产企业."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BUSINESS = "(?:(?:批发|生产|零售|经营|加工|销售|储存|运输|使用)(?:企业|单位|门店|店|点|户|商)|门店)"
_BARE = re.compile(_BUSINESS)
_OF_TRADE = re.compile(rf"([\u4e00-\u9fff]{{2,8}}?){_BUSINESS}")
_CAMPAIGN = re.compile(
    r"(.{2,10}?)(?:行业|领域)?(?:安全(?:生产)?)?(?:专项|集中|综合)?(?:整治|治理)(?:行动|工作)?"
)


def of_trade(name: str, before: Iterable[str], heading: str) -> str:
    """A name that begins with a kind of business, with its trade before it.

    Args:
        name: the quantity's name.
        before: the names before it in its sentence; the first that says its trade decides.
        heading: the heading above, which says the trade when it is one for setting it in order.
    """
    if not _BARE.match(name):
        return name
    named = next((found for found in map(_OF_TRADE.match, before) if found), None)
    found = named or _CAMPAIGN.fullmatch(heading)
    return found[1] + name if found else name
