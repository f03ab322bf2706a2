"""A project on one page: what it is, the tasks that name it, who leads them, its figures."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from zeren.errors import NotUnderstoodError
from zeren.ontology.facts import DocumentFacts, Project
from zeren.ontology.vocab import SKOS, identifier
from zeren.web.pages.noted import Noted, findings_of
from zeren.web.pages.targets import TargetRow, target_row
from zeren.web.pages.wording import Passage, of_project
from zeren.web.records import (
    Describer,
    Page,
    TaskRow,
    Thing,
    county_thing,
    document_thing,
    in_order,
    named,
)
from zeren.web.shelf import Shelf


class ProjectPage(Page, frozen=True, kw_only=True):
    """All that a plan says about a project; `namesakes` are projects of this name in other plans."""

    project: Project
    county: Thing | None
    document: Thing
    passages: list[Passage]
    tasks: list[TaskRow]
    targets: list[TargetRow]
    findings: list[Noted]
    namesakes: list[Thing]


def build(shelf: Shelf, key: str) -> ProjectPage:
    """The page of the project with this id.

    Raises:
        NotUnderstoodError: there is no such project.
    """
    facts, project = _found(shelf, key)
    describer = Describer(shelf, [facts])
    return ProjectPage(
        title=named(project.name),
        project=project,
        county=county_thing(facts),
        document=document_thing(facts),
        passages=of_project(describer, facts, project),
        tasks=[describer.task(facts, task) for task in in_order(facts) if task.id in project.tasks],
        targets=[target_row(describer, facts, t) for t in facts.targets if t.project == key],
        findings=findings_of(shelf, project.document, project.evidence),
        namesakes=_namesakes(shelf, project),
    )


def _found(shelf: Shelf, key: str) -> tuple[DocumentFacts, Project]:
    for facts in shelf.speaking_of(key):
        for project in facts.projects:
            if project.id == key:
                return facts, project
    raise NotUnderstoodError(f"no project has the id {key}")


def _namesakes(shelf: Shelf, project: Project) -> list[Thing]:
    """The projects of other plans with the same name, called by their county."""
    store, base = shelf.published.store, shelf.published.base_iri
    label = Literal(project.name, language="zh")
    quads = store.quads_for_pattern(None, NamedNode(SKOS + "prefLabel"), label)
    subjects = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    keys = sorted({identifier(subject.value, base) for subject in subjects} - {project.id})
    plans = {key: shelf.documents.get(shelf.plan_of(key)) for key in keys if shelf.kind(key) == "project"}
    return [Thing("project", key, plan.region or plan.title) for key, plan in plans.items() if plan]
