"""How documents say that the unit listed first leads; clauses carry the words, and a rule applies them."""

from __future__ import annotations

import re

_LEADS = (
    r"(?:为|是|系|作为|即为|均为)(?:该|本|此)?(?:项|条)?(?:工作|任务|措施|事项)?的?"
    r"(?:总?牵头|主要责任|第一责任|主责|主办|主要负责)"
)
FIRST_LISTED = re.compile(
    rf"(?:列|排|居|位|处|名|序)[^，。；、]{{0,8}}(?:首|第一|最前|前面|前列)[^，。；、]{{0,12}}{_LEADS}"
    rf"|(?:第一|首)(?:个|家|位|列)?[^，。；、]{{0,8}}(?:单位|部门){_LEADS}"
    rf"|牵头(?:单位|部门)(?:为|是)?(?:列|排|居|位)[^，。；、]{{0,6}}(?:首|第一)"
)
"""列第一位者为牵头单位; 排在第一位的部门为牵头部门; 责任单位中第一个单位为牵头单位."""
