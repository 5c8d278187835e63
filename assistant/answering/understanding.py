"""A message becomes questions: normalised, joined to what was said before, taken apart, and each one classified."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from unicodedata import normalize

from assistant.answering import lexicon
from assistant.answering.classify import LEARNT_WITH, model
from assistant.answering.turn import Ask, Exchange, Turn
from assistant.answering.words import content_words
from assistant.documents.numbering import han_to_int, int_to_han
from assistant.documents.text import simplified, visible
from assistant.errors import InvalidQuestion
from assistant.knowledge.embedding import Embedding, Remote, Vector, vector_of

_MARK = 0.45
_MAX_ASKS = 3
_LONG = 28
_SUBJECT = 2
_ALONE = 6
_READABLE = re.compile(r"[\w\u3400-\u9fff]")
_ENGLISH = re.compile(r"[\x00-\x7f]+")
_IDLE_ENGLISH = re.compile(
    "the|this|that|there|have|with|from|for|and|are|our|your|does|will|would|should|could|please|tell|about|into|under"
    "|some|any|need|want|kinds?|which"
)
_COURTESY = re.compile(
    r"^(?:(?:您好|你好|老师好?|打扰(?:一下|了)?|请问(?:一下)?|麻烦(?:问一下|您)?|想(?:请)?问(?:一下)?|咨询一下)"
    r"[,，。!！~ ]*)+"
    r"|[,，。;；!！?？ ]*(?:谢谢(?:您|你|了|啦)?|多谢|辛苦(?:了|您)?|麻烦(?:您|你)?了)[。!！~ ]*$"
)
_TAG = re.compile(r"(对吗|是吗|是吧|对吧|对不对|是不是|没错吧|吧)\s*[?？]?$")
_GOES_ON = re.compile(r"^(还是|或|每|各|分别|其中|具体|都|并|它|其|这|那|是不是|对|行|可以吗|有没有必要)")
_EACH = re.compile(
    r"^(?P<head>(?:.*?[,，:：])?)(?P<first>[^,，:：]{2,18}?)(?:和|与|跟|以及|还有)(?P<second>[^,，:：]{2,18}?)[,，]?"
    r"(?:最后)?(?:分别|各自?|都)(?P<tail>.{2,})$"
)
_SPLIT = re.compile(r"[?？!！。;；\n]+")
_SHORT_MESSAGE = 20
QUESTIONING = re.compile(
    r"吗|呢|么|嘛|什么|啥|谁|哪|(?<![好前这那十])几|多少|怎么|怎样|如何|咋|是否|能不能|可不可以|有没有|要不要|行不行|得行|多久|多长"
    r"|([\u4e00-\u9fff])[不没]\1|[不没][?？]?$|why|what|when|who|how|which"
)
_ANAPHORA = re.compile(
    r"^(那|那么|这|它|他们|然后|再|还有|其|该|此)|^(上面|刚才|前面)|(这个|那个|这些|那些|它)(?!通知|文件)"
)
_POINTS_BACK = re.compile(r"^[^,，]{0,6}(这些|那些|这种|那种|这样|那样|他们|她们|它们)")
_CONDITION = re.compile("要是|如果|万一|假如|倘若|的话|一旦|没按")
_CONTRADICTS = re.compile(r"白纸黑字|写着|再数|不对|不是|错了|数错|就是|明明|改成|改为|其实|确定吗|真的")
_ORDINAL_FOLLOW_UP = re.compile(r"第[一二三四五六七八九十\d]{1,3}(项|个|条|点|款|部分|步)")
_THIS_ONE = re.compile(r"^(这|那|该)一?(条|项|个|款|类|块|步|份)")
_NEXT_PLACE = re.compile(r"^(上|下|前|后)一?(项|个|条|点|款|部分|步)")
_STANDALONE = ("contact", "outline", "timeline", "cases", "meta", "thanks")
_CONTINUES = re.compile(r"呢[?？]?$|^(再)?(往)?后|^然后")
_IDENTITY = re.compile(
    r"(?:^|[,，。])\s*((?:我们?|咱们?|俺|本|我)(?:单位|公司|学校|这边)?(?:是|在|属于|代表)[^,，。?？!！;；]{2,40})"
)
_YES_NO = re.compile(
    r"(吗|么|嘛|不|没|没有|吧)\s*[?？。!！]?$|能不能|可不可以|是否|是不是|有没有|要不要|会不会|行不行|得不得行|得行不|够不够|对不对|需不需要"
)
_PATH = re.compile(
    r"第([一二三四五六七八九十\d]{1,3})(章|部分|大部分|大点|大项|大块|大条|块|篇|条|款|点|项|节)(?:的|里的?|下面)?"
    r"(?:[,，、]?第([一二三四五六七八九十\d]{1,3})(条|款|点|项|步|小点|小项|小条|小步|个?阶段|环节))?"
)


def read(question: str, longest: int) -> tuple[str, list[str]]:
    """The question in one script and width, and warnings about what was taken out of it.

    Raises:
        InvalidQuestion: It is empty, longer than `longest` characters, or holds nothing readable.
    """
    if len(question) > longest:
        raise InvalidQuestion(
            f"问题太长（{len(question)} 字）。", f"请控制在 {longest} 字以内，或分几次提问。"
        )
    shown = visible(question)
    warnings = ["问题里有不可见字符，已去除后再理解。"] if _hidden(question, shown) else []
    text = standard(simplified(re.sub(r"\s+", " ", normalize("NFKC", shown))).strip())
    bare = _COURTESY.sub("", text).strip()
    text = bare if content_words(bare) else text
    if not _READABLE.search(text):
        raise InvalidQuestion("没有读到问题内容。", "请输入想问的事，例如：申报材料什么时候截止？")
    return text, warnings


def standard(text: str) -> str:
    """Dialect words become standard ones; an English question becomes Chinese words that mean the same."""
    if _ENGLISH.fullmatch(text) and re.search("[A-Za-z]{2}", text):
        return _from_english(text)
    for word, better in _dialect():
        text = text.replace(word, better)
    return text


@cache
def _dialect() -> tuple[tuple[str, str], ...]:
    pairs = lexicon.load("dialect.yaml").items()
    return tuple(sorted(((str(w), str(b)) for w, b in pairs), key=lambda pair: -len(pair[0])))


@cache
def _english() -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = sorted(lexicon.load("english.yaml").items(), key=lambda pair: -len(str(pair[0])))
    return tuple((re.compile(rf"\b{re.escape(str(e))}\b"), str(c)) for e, c in pairs)


def _from_english(text: str) -> str:
    """The Chinese words for the English ones that are known, in their order; the text itself where none is."""
    found: list[tuple[int, str]] = []
    rest = text.lower()
    for pattern, chinese in _english():
        for match in pattern.finditer(rest):
            found.append((match.start(), chinese))
        rest = pattern.sub(lambda m: "\0" * len(m[0]), rest)
    words = [chinese for _, chinese in sorted(found)]
    unknown = [word for word in re.findall(r"[a-z]{4,}", rest) if not _IDLE_ENGLISH.fullmatch(word)]
    return " ".join([*words, *unknown]) + ("?" if "?" in text else "") if words else text


def _hidden(question: str, shown: str) -> bool:
    return len(shown) < len(question.replace("\r", ""))


def insists(text: str, history: Sequence[Exchange]) -> bool:
    """Whether a message contradicts the answer before it instead of asking something new."""
    if not history:
        return False
    return marked(text, "insist") or bool(_CONTRADICTS.search(text) and not _wants_something(text))


@dataclass(frozen=True)
class Resolution:
    """A message as it stands on its own; `guessed` where what it leans on is a guess of the rules."""

    text: str
    guessed: bool = False


def resolve(text: str, history: Sequence[Exchange]) -> Resolution:
    """The message as it stands on its own: a follow-up takes with it what the conversation was about.

    A contradiction ("你记错了吧,是8月15日") asks the question before it once more; an ellipsis ("那选上以后呢?")
    takes its subject from there; a message with a subject of its own stands alone.
    """
    if not history:
        return Resolution(text)
    last = history[-1].resolved
    if insists(text, history):
        return Resolution(last)
    bare = re.sub(r"^(那么?|然后|再|还有|哦|嗯|好的?|请问)[,，]?", "", text).strip()
    if any(marked(bare, kind) for kind in _STANDALONE):
        return Resolution(text)
    if ordinal := _ORDINAL_FOLLOW_UP.search(bare):
        return Resolution(_replace_ordinal(last, ordinal))
    if neighbour := _neighbour(last, bare):
        return Resolution(neighbour)
    words = content_words(bare)
    points_back = bool(_ANAPHORA.search(text) or _CONTINUES.search(text))
    asks = asks_something(text)
    if (points_back and len(words) <= 1 and len(bare) <= 16) or (not words and len(bare) <= 14):
        return Resolution(f"{_subject_of(last)} {bare}", guessed=asks)
    return Resolution(text, guessed=asks and (points_back or bool(_POINTS_BACK.search(text))))


def _neighbour(last: str, bare: str) -> str:
    """The question before, asked of the place before or after (`第二条` … `上一条呢`); "" where it names none."""
    step = _NEXT_PLACE.search(bare)
    places = list(_ORDINAL_FOLLOW_UP.finditer(last))
    if not step or not places:
        return ""
    place = places[-1]
    number = han_to_int(place[0].strip("第项个条点款部分步")) + (1 if step[1] in "下后" else -1)
    return last[: place.start()] + f"第{number}{place[1]}" + last[place.end() :]


def _replace_ordinal(last: str, ordinal: re.Match[str]) -> str:
    """The question before, asked of another place in the same list (`第八条` … `那第九条呢`)."""
    same = [m for m in _ORDINAL_FOLLOW_UP.finditer(last) if m[1] == ordinal[1]]
    if not same:
        return f"{last} {ordinal[0]}"
    return last[: same[-1].start()] + ordinal[0] + last[same[-1].end() :]


def _wants_something(text: str) -> bool:
    return bool(re.search(r"什么|哪|谁|几|多少|怎么|如何", text))


def _subject_of(text: str) -> str:
    """A question without its asking words, to stand before a follow-up."""
    kept = [w.text for w in content_words(text)]
    return "".join(kept[-4:]) if kept else text


def _complete(text: str) -> bool:
    return len(content_words(text)) >= 1 and bool(QUESTIONING.search(text))


def asks_something(text: str) -> bool:
    """Whether a message asks: its last sentence ends like a question, or is short and holds a word that asks.

    A long statement may hold such a word and ask nothing (`探索如何…`).
    """
    last = text.strip()
    short = len(last) <= _SHORT_MESSAGE
    return last.endswith(("?", "？", "吗", "呢", "么")) or (short and bool(QUESTIONING.search(last)))


def identity_in(text: str) -> str:
    """What the person says that they are (`我们是一所大学`), or ""."""
    match = _IDENTITY.search(text)
    return match[1].strip() if match and not QUESTIONING.search(match[1]) else ""


def questions_in(text: str) -> list[str]:
    """The questions of a message: sentences that ask; statements go before the first of them as its setting."""
    sentences = [piece.strip(" ,，") for piece in _SPLIT.split(text) if _READABLE.search(piece)]
    pieces = [part for sentence in sentences for part in _parts(sentence)]
    asking = [i for i, piece in enumerate(pieces) if QUESTIONING.search(piece) and _stands_alone(piece)]
    if len(asking) <= 1:
        return [text]
    groups: list[str] = []
    setting = ""
    for i, piece in enumerate(pieces):
        if i in asking:
            points_back = _THIS_ONE.search(piece) or not _has_subject(f"{setting}{piece}")
            back = f"{_subject_of(groups[-1])} " if groups and points_back else ""
            groups.append(f"{back}{setting}{piece}")
            setting = ""
        else:
            setting += piece + "，"
    return groups[-_MAX_ASKS:]


def _stands_alone(piece: str) -> bool:
    """Whether a piece that asks says of what: `文件怎么说的` belongs to the piece before it."""
    words = content_words(piece)
    idle = re.compile(lexicon.load("roles.yaml")["idle"])
    return any(not idle.search(w.text) for w in words) or (not words and len(piece) >= _ALONE)


def _parts(sentence: str) -> list[str]:
    """The questions that one sentence asks, one after the other or of two things at once; else the sentence."""
    each = _EACH.match(sentence)
    if each and QUESTIONING.search(each["tail"]) and not marked(sentence, "compare"):
        return [f"{each['head']}{each[thing]}{each['tail']}" for thing in ("first", "second")]
    found: list[str] = []
    setting = ""
    for piece in re.split("[,，]", sentence):
        asks = QUESTIONING.search(piece) and _has_subject(piece) and not _GOES_ON.search(piece.strip())
        setting = f"{setting},{piece}" if setting else piece
        if asks:
            found.append(setting)
            setting = ""
    if len(found) < 2 or setting:
        return [sentence]
    return found


def _has_subject(piece: str) -> bool:
    idle = re.compile(lexicon.load("roles.yaml")["idle"])
    words = [word for word in content_words(piece) if not idle.search(word.text)]
    return len(words) > 1 or any(word.noun for word in words)


def focus(text: str) -> str:
    """The part of a long message that asks, with what stands before it where the asking part alone says little."""
    if len(text) <= _LONG:
        return text
    pieces = [piece for piece in re.split(r"[,，。;；!！:：\n]", text) if _READABLE.search(piece)]
    asking = [i for i, piece in enumerate(pieces) if QUESTIONING.search(_TAG.sub("", piece))]
    if not asking or len(pieces) < 2:
        return text
    first, last = asking[-1], asking[-1]
    while first > 0 and (
        _says_little("，".join(pieces[first : last + 1])) or _sets_condition(pieces[first - 1])
    ):
        first -= 1
    return "，".join(pieces[first : last + 1])


def _says_little(text: str) -> bool:
    """Whether it points back (`这些人`), or names fewer than two things besides the day that it asks for."""
    roles = lexicon.load("roles.yaml")
    silent = re.compile(f"{roles['asks_day']}|{roles['idle']}")
    named = [word for word in content_words(text) if not silent.search(word.text)]
    return len(named) < _SUBJECT or bool(_POINTS_BACK.search(text))


def _sets_condition(text: str) -> bool:
    """Whether a part of a message says under which condition the rest is asked."""
    return bool(_CONDITION.search(text))


def ask(text: str, embedding: Embedding | None, premise: str = "") -> Ask:
    """Classify one question.

    Args:
        text: The question.
        embedding: Makes its vector, or None.
        premise: What the person insists on, if the message contradicts an answer.
    """
    vector = vector_of(text, embedding)
    point = focus(text)
    kinds = _kinds(point, embedding, vector if point == text else None)
    return Ask(
        text=text,
        focus=point,
        premise=premise,
        kinds=kinds,
        attributes=tuple(a for a in lexicon.attributes() if a.ask.search(point)),
        bodies=bodies_in(text),
        places=tuple(place for place in lexicon.places() if place in text),
        path=path_in(text),
        yes_no=bool(_YES_NO.search(point)),
        vector=vector,
    )


def about(asked: Ask, point: str, embedding: Embedding | None) -> Ask:
    """The question once more without the words of the document's title (`point`), which say nothing of its kind."""
    if point == asked.focus or not content_words(point):
        return asked
    kinds = _kinds(point, embedding)
    return replace(
        asked,
        focus=point,
        kinds=kinds,
        attributes=tuple(a for a in lexicon.attributes() if a.ask.search(point)),
    )


def _kinds(point: str, embedding: Embedding | None, vector: Vector | None = None) -> dict[str, float]:
    """Kind → probability. Only the model that the classifier has learnt with makes vectors that it understands."""
    teacher = embedding.beside if isinstance(embedding, Remote) else embedding
    if teacher is not None and teacher.name != LEARNT_WITH:
        teacher = None
    known = vector if teacher is embedding and vector is not None else vector_of(point, teacher)
    return _vote(point, model().probabilities(point, known))


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in lexicon.load("marks.yaml").items())


def _vote(text: str, kinds: dict[str, float]) -> dict[str, float]:
    """Marker words add to the classifier's probabilities."""
    marked = [kind for kind, pattern in _marks() if pattern.search(text.lower())]
    votes = dict(kinds)
    for kind in marked:
        votes[kind] = votes.get(kind, 0.0) + _MARK
    total = sum(votes.values())
    return dict(sorted(((k, v / total) for k, v in votes.items()), key=lambda pair: -pair[1]))


def marked(text: str, kind: str) -> bool:
    """Whether marker words of `kind` stand in `text`."""
    return any(k == kind and pattern.search(text.lower()) for k, pattern in _marks())


def bodies_in(text: str) -> tuple[str, ...]:
    """Categories of bodies that `text` names, those with the longest word first."""
    found = {
        category: max((len(word) for word in (category, *words) if word in text), default=0)
        for category, words in lexicon.bodies().items()
    }
    return tuple(sorted((c for c, size in found.items() if size), key=lambda c: -found[c]))


def path_in(text: str) -> str:
    """The clause that the question points at by number, as levels: `第三部分第五条` gives `3/5`; "" if none.

    `第四条` alone, in a document of articles, is left to the document to find: it gives `条4`.
    """
    match = _PATH.search(text)
    if not match:
        return ""
    first = han_to_int(match[1])
    if match[3]:
        return f"{first}/{han_to_int(match[3])}"
    return f"{match[2][0]}{first}"


def han_path(levels: str) -> str:
    """`3/5` as the path of a document that counts 一、 and (一): `三/(五)`."""
    first, _, second = levels.partition("/")
    head = int_to_han(int(first))
    return f"{head}/({int_to_han(int(second))})" if second else head


def understand(turn: Turn, longest: int, complete: Callable[[], str] | None = None) -> None:
    """Fill the turn's text and questions.

    Args:
        turn: Has the message and the turns before it.
        longest: Longest message, in characters.
        complete: Asked for the question in full where the rules have guessed at a follow-up; it may have nothing ("").

    Raises:
        InvalidQuestion: As `read` does.
    """
    turn.text, warnings = read(turn.question, longest)
    turn.warnings += warnings
    turn.text = turn.knowledge.spelling.correct(turn.text)
    earlier = next((e.identity for e in reversed(turn.history) if e.identity), "")
    turn.identity = identity_in(turn.text) or earlier
    premise = turn.text if insists(turn.text, turn.history) else ""
    resolution = resolve(turn.text, turn.history)
    completed = complete() if complete is not None and resolution.guessed else ""
    turn.resolved = completed or resolution.text
    turn.asks = tuple(
        replace(found, bodies=found.bodies or bodies_in(turn.identity))
        for found in (ask(q, turn.knowledge.embedding, premise) for q in questions_in(turn.resolved))
    )
