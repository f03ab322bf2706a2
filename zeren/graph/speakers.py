"""Which graphs speak of a region: those of the documents that name it or its units, and what these share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zeren.ontology.vocab import JUDGEMENTS, iri


class Speakers:
    """The documents of a snapshot by the regions that they speak of.

    Args:
        regions: of each document, by its id.
    """

    def __init__(self, regions: Mapping[str, Sequence[str]]) -> None:
        self._regions = regions
        self._documents: dict[str, list[str]] = {}
        for document, spoken in regions.items():
            for region in spoken:
                self._documents.setdefault(region, []).append(document)

    def around(self, document: str, base: str) -> list[str]:
        """The IRIs of the graphs of a document and of the regions that it speaks of.

        Args:
            document: its id.
            base: what the ids stand under.
        """
        return [iri(name, base) for name in (document, *self._regions.get(document, ()))]

    def graphs(self, regions: Iterable[str], base: str) -> list[str]:
        """The IRIs of the graphs in which all that is said of some regions stands.

        Args:
            regions: their ids.
            base: what the ids stand under.
        """
        documents = sorted({document for region in regions for document in self._documents.get(region, ())})
        shared = sorted({region for document in documents for region in self._regions[document]})
        return [iri(name, base) for name in (*documents, *shared, JUDGEMENTS)]
