"""A plan of an invented county that uses every field of every record, and what it is as a graph of rdflib."""

from __future__ import annotations

from itertools import chain

from rdflib import Graph, Literal, Namespace, URIRef

from zeren.graph import rdf
from zeren.ontology import vocab
from zeren.ontology.facts import (
    Annex,
    Citation,
    Deadline,
    Document,
    DocumentFacts,
    Evidence,
    Finding,
    Group,
    Indicator,
    Leader,
    Mention,
    MentionedUnit,
    Project,
    Region,
    Target,
    Task,
    Unit,
)
from zeren.ontology.judgements import Judgement

XSD = Namespace(vocab.XSD)


def small_plan() -> DocumentFacts:
    """A plan of an invented county that uses every field of every record."""
    number, finance = "青政办发-2023-1", "青禾县/财政局"
    return DocumentFacts(
        document=Document(
            number, "plan.txt", "0" * 64, "青禾县重点工作方案", "青政办发〔2023〕1号", "青禾县人民政府办公室",
            "2023-02-01", "青禾县", 900, [Annex("1", "打好财源建设仗", "财源建设仗", 100, 900)],
        ),
        region=Region("青禾县", "青禾", "county", "Qinghe County", ["青禾"]),
        units=[
            Unit(finance, "县财政局", ["县财政局（国资股）"], "department", "finance",
                 "Finance Bureau", "青禾县", None),
            Unit("青禾县/财政局/国库股", "县财政局国库股", [], "department", None, None, "青禾县", finance),
            Unit("青禾县/禾丰米业", "禾丰米业", [], "enterprise", None, None, "青禾县", None),
        ],
        tasks=[
            task("青政办发-2023-1/一", "管好财政", None, 100),
            task("青政办发-2023-1/一/1", "管好债务", "青政办发-2023-1/一", 200),
        ],
        groups=[
            Group(
                f"{number}/group/1", number, "1", "财源建设工作专班", "财源建设仗", "县长", ["副县长"],
                [Mention(finance, "县财政局", 500, 504)], Mention(finance, "县财政局", 510, 514), True,
                [Evidence("group", 490, 520)],
            )
        ],
        citations=[
            Citation(f"{number}/citation/1", number, "财源建设条例", "财预〔2022〕9号",
                     [Evidence("number", 600, 610)])
        ],
        findings=[
            Finding(f"{number}/finding/1", number, "no-lead", "warning", "没有牵头单位。", "It has no lead.",
                    [Evidence("place", 700, 710)])
        ],
        reviews=[],
        leftovers=[],
        indicators=[Indicator("青禾县/indicator/税收", "税收", ["税收收入"], "青禾县")],
        targets=[
            Target(f"{number}/target/0001", number, "1", "青禾县/indicator/税收", f"{number}/一/1", "税收",
                   "growth", "range", 7.5, 8.0, "%", 2023, 6.0, [Evidence("target", 800, 812)],
                   f"{number}/project/税务服务厅")
        ],
        projects=[
            Project(f"{number}/project/税务服务厅", number, [f"{number}/一/1"], "税务服务厅",
                    ["县税务服务厅"], "industry", "青禾县", [Evidence("project", 820, 825)])
        ],
        mentioned=[
            MentionedUnit(f"{number}/mention/0001", number, f"{number}/一/1",
                          Mention("青禾县/禾丰米业", "禾丰米业", 900, 904))
        ],
    )  # fmt: skip


def task(identifier: str, title: str, parent: str | None, start: int) -> Task:
    finance, treasury = "青禾县/财政局", "青禾县/财政局/国库股"
    return Task(
        id=identifier, document="青政办发-2023-1", annex="1", path=["一、财政"], title=title,
        text=title + "。", parent=parent,
        lead=[Mention(finance, "县财政局", start + 10, start + 14)],
        responsible=[Mention(treasury, "国库股", start + 20, start + 23)],
        support=[Mention(treasury, "国库股", start + 24, start + 27)],
        guide=[Mention(finance, "县财政局", start + 28, start + 32)],
        others=True, deadline=Deadline("2023年底前", "2023-12-31", "date"), category=["民生实事"],
        rule="bracket",
        evidence=[Evidence("assignment", start + 10, start + 42), Evidence("text", start, start + 9)],
        leaders=[Leader("周明远", "副县长", "责任领导", "周明远（副县长）", start + 34, start + 42)],
    )  # fmt: skip


def as_graph(facts: DocumentFacts) -> Graph:
    """What one document says, and a person about its findings, as a graph of rdflib."""
    graph = Graph()
    judged = [Judgement(finding.id, "accepted", "已请起草单位更正") for finding in facts.findings]
    said = rdf.judgements_graph(judged).triples
    for subject, predicate, value in chain(rdf.triples(facts), said):
        node = (
            URIRef(value)
            if isinstance(value, str)
            else Literal(
                value.text,
                lang=value.language or None,
                datatype=XSD[value.datatype] if value.datatype else None,
            )
        )
        graph.add((URIRef(subject), URIRef(predicate), node))
    return graph
