"""Whose plan it is: the region in an issuer's name or a title, official or not on any list."""

from __future__ import annotations

import pytest

from zeren.ingest import regions


@pytest.mark.parametrize(
    ("issuer", "title", "name", "level"),
    [
        ("云泽县人民政府办公室", "重点工作方案", "云泽县", "county"),
        (None, "云泽县2024年重点工作任务分解表", "云泽县", "county"),
        ("青岭镇人民政府", "春耕生产方案", "青岭镇", "township"),
        ("国务院办公厅", "2024年重点工作分工方案", "国家", "nation"),
        (None, "各省、自治区、直辖市人民政府，国务院各部委、各直属机构：", "国家", "nation"),
        # The four below are on the official list.
        ("河北省人民政府", "若干措施", "河北省", "province"),
        (None, "河北省新型工业化推进工作方案", "河北省", "province"),
        (None, "县级考核依据河北省2024年细则", "河北省", "province"),
        ("锡林郭勒盟行政公署", "草原修复方案", "锡林郭勒盟", "city"),
    ],
)
def test_the_region_of_a_document(issuer: str | None, title: str, name: str, level: str) -> None:
    region = regions.find(issuer, title)
    assert region is not None
    assert (region.id if level != "nation" else region.short, region.level) == (name, level)


@pytest.mark.parametrize(
    "title", ["关于进一步优化服务的若干措施", "自治区关于优化服务的若干措施", "全市2024年重点工作分工"]
)
def test_a_title_without_a_place_has_no_region(title: str) -> None:
    assert regions.find(None, title) is None
