"""The peer: a plain LlamaIndex pipeline over Chroma, as its documentation shows it, with our embedding.

Two things are not its defaults, in its favour: chunks are no longer than what the embedding can read, and distance is
the cosine. Nothing of the assistant is loaded here but the embedding, so that its memory is its own.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import chromadb
from chromadb.config import Settings
from llama_index.core import StorageContext, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore
from pydantic import PrivateAttr

from assistant.knowledge.embedding import Embedding

_COLLECTION = "plain"
_CHUNK_TOKENS, _OVERLAP_TOKENS = 512, 50
_BATCH = 16
"""As many texts as the assistant embeds at once."""
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")


class PlainEmbedding(BaseEmbedding):
    """Our embedding as LlamaIndex wants it."""

    _embedding: Embedding = PrivateAttr()

    @classmethod
    def around(cls, embedding: Embedding) -> "PlainEmbedding":
        """Wrap `embedding`."""
        wrapped = cls(model_name=embedding.name, embed_batch_size=_BATCH)
        wrapped._embedding = embedding
        return wrapped

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedding.query(query)]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self._embedding.passages(texts).tolist()
        return rows


class Plain:
    """The pipeline over one folder.

    Args:
        folder: Where Chroma keeps the vectors; empty before `ingest`.
        embedding: What makes them.
    """

    def __init__(self, folder: Path, embedding: Embedding) -> None:
        settings = Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        self._store = ChromaVectorStore(chroma_collection=self._collection)
        self._model = PlainEmbedding.around(embedding)
        self._index = VectorStoreIndex.from_vector_store(self._store, embed_model=self._model)

    def ingest(self, texts: Sequence[str]) -> None:
        """Cut the texts into chunks, and index them."""
        splitter = SentenceSplitter(
            chunk_size=_CHUNK_TOKENS,
            chunk_overlap=_OVERLAP_TOKENS,
            chunking_tokenizer_fn=_SENTENCE.findall,  # its own is nltk's, which must be downloaded
        )
        self._index = VectorStoreIndex.from_documents(
            [Document(text=text, id_=str(number)) for number, text in enumerate(texts)],
            storage_context=StorageContext.from_defaults(vector_store=self._store),
            transformations=[splitter],
            embed_model=self._model,
        )

    def retrieve(self, question: str, count: int) -> list[str]:
        """The chunks nearest to a question."""
        return [node.text for node in self._index.as_retriever(similarity_top_k=count).retrieve(question)]

    def places(self, question: str, count: int) -> list[tuple[int, int, int]]:
        """The same as places: which of the texts, and from where to where in it."""
        nodes = [n.node for n in self._index.as_retriever(similarity_top_k=count).retrieve(question)]
        return [
            (int(node.ref_doc_id or -1), node.start_char_idx or 0, node.end_char_idx or 0)
            for node in nodes
            if isinstance(node, TextNode)
        ]

    def pieces(self) -> int:
        """How many chunks there are."""
        return self._collection.count()

    def close(self) -> None:
        """Release the files."""
        self._client.close()  # type: ignore[attr-defined]  # missing in the published interface, present in fact
