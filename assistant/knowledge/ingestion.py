"""Documents become vectors in Chroma, through LlamaIndex's pipeline. Nothing else needs LlamaIndex."""

from collections.abc import Callable, Sequence
from typing import Any

from chromadb.api.models.Collection import Collection
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from assistant.documents.loading import Parsed
from assistant.knowledge.embedding import Embedding
from assistant.knowledge.units import Unit, units
from assistant.knowledge.vectors import VectorCache

_CHROMA_BATCH = 4000
"""Chroma takes at most 5,461 records a call, and the store believes in more."""


class ClauseNodeParser(NodeParser):
    """Cuts a document along its clauses: a node is a sentence or a rule-made question, and knows its clause."""

    _parsed: dict[str, Parsed] = PrivateAttr(default_factory=dict)

    @classmethod
    def over(cls, parsed: Sequence[Parsed]) -> "ClauseNodeParser":
        """A parser that knows these documents."""
        parser = cls()
        parser._parsed = {p.document.id: p for p in parsed}
        return parser

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        return [_node(unit) for node in nodes for unit in units(self._parsed[node.node_id])]


def _node(unit: Unit) -> BaseNode:
    metadata = {
        "document": unit.document,
        "part": unit.part or "",
        "clause": unit.clause,
        "start": unit.start,
        "end": unit.end,
        "question": unit.question,
    }
    keys = list(metadata)
    return TextNode(
        id_=unit.id,
        text=unit.text,
        metadata=metadata,
        excluded_embed_metadata_keys=keys,
        excluded_llm_metadata_keys=keys,
    )


class CachedEmbedding(BaseEmbedding):
    """Our embedding as LlamaIndex wants it, with vectors that are known read from the cache."""

    _embedding: Embedding = PrivateAttr()
    _cache: VectorCache = PrivateAttr()
    _advance: Callable[[int], None] = PrivateAttr()

    @classmethod
    def around(
        cls, embedding: Embedding, cache: VectorCache, advance: Callable[[int], None]
    ) -> "CachedEmbedding":
        """Wrap `embedding`; `advance` is told how many texts have just been done."""
        wrapped = cls(model_name=embedding.name, embed_batch_size=256)
        wrapped._embedding, wrapped._cache, wrapped._advance = embedding, cache, advance
        return wrapped

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedding.query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._cache.passages(texts, self._advance).tolist()
        return rows


def fill(
    collection: Collection,
    parsed: Sequence[Parsed],
    embedding: Embedding,
    cache: VectorCache,
    advance: Callable[[int], None],
) -> None:
    """Put every unit of `parsed` into an empty collection."""
    pipeline = IngestionPipeline(
        transformations=[ClauseNodeParser.over(parsed), CachedEmbedding.around(embedding, cache, advance)],
        disable_cache=True,
    )
    store = ChromaVectorStore(chroma_collection=collection)
    for one in parsed:
        nodes = pipeline.run(documents=[Document(text=one.document.text, id_=one.document.id)])
        for start in range(0, len(nodes), _CHROMA_BATCH):
            store.add(list(nodes[start : start + _CHROMA_BATCH]))
