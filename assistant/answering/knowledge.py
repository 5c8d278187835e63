"""What a question is answered from: one generation of the index, opened and prepared."""

from dataclasses import dataclass

from assistant.answering.spelling import Spelling
from assistant.knowledge.embedding import Embedding
from assistant.knowledge.index import Generation
from assistant.knowledge.library import governing_id
from assistant.knowledge.retriever import Retriever, Shelf
from assistant.knowledge.routing import Router


@dataclass(frozen=True)
class Knowledge:
    """The generation that a question sees from beginning to end.

    Attributes:
        retriever: Finds clauses.
        router: Finds the document.
        spelling: Puts typing errors right.
        embedding: Makes vectors; None for lexical only.
        governing: The governing notice, or None when the library holds no notice.
    """

    retriever: Retriever
    router: Router
    spelling: Spelling
    embedding: Embedding | None
    governing: Shelf | None

    @classmethod
    def of(cls, generation: Generation, embedding: Embedding | None, notice: str | None) -> "Knowledge":
        """Prepare a generation.

        Raises:
            Misconfigured: `notice` names a document that is not there.
        """
        retriever = Retriever(generation)
        shelves = list(retriever.shelves.values())
        chosen = governing_id([(s.document, s.built_in) for s in shelves], notice)
        return cls(
            retriever=retriever,
            router=Router(shelves, chosen),
            spelling=Spelling(s.document.text for s in shelves),
            embedding=embedding,
            governing=retriever.shelves[chosen] if chosen else None,
        )
