"""A chat that starts tasks: a draft filled by what people answer, a review of what they attach."""

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.models.answer import Answer, Reason, Status
from assistant.services.review_jobs import Incoming
from assistant.settings import Settings


@pytest.fixture(scope="module")
def assistant(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant in a home that keeps what these tests say."""
    home = Path(shutil.copytree(built_home, tmp_path_factory.mktemp("tasks") / "home"))
    opened = Assistant.open(Settings(home=home, _env_file=None))  # type: ignore[call-arg]
    yield opened
    opened.close()


class Talk:
    """One conversation."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.conversation: str | None = None

    def say(self, words: str) -> Answer:
        answer = self._assistant.ask(words, conversation=self.conversation)
        self.conversation = answer.conversation
        return answer


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    return Talk(assistant)


def is_task(answer: Answer) -> bool:
    return answer.status is Status.ANSWERED and answer.reason is Reason.TASK and not answer.citations


def test_a_draft_begins_with_at_most_three_questions(talk: Talk, assistant: Assistant) -> None:
    answer = talk.say("帮我写工作基础")
    assert is_task(answer) and answer.draft
    assert assistant.drafts.get(answer.draft).sections
    assert 1 <= sum(line[:2] in ("1.", "2.", "3.") for line in answer.answer.splitlines()) <= 3
    assert "4." not in answer.answer and "已具备" in answer.answer


def test_what_the_person_answers_fills_the_same_draft(talk: Talk, assistant: Assistant) -> None:
    begun = talk.say("帮我写工作基础")
    talk.say("虚构·云岚产业园管理有限公司，制造业园区，虚构区")
    talk.say("1. 智能装备 2. 园区入驻制造企业126家 3. 2024年代办社保1.1万人次")
    filled = talk.say("园区建有招聘专区400平方米")
    assert is_task(filled) and filled.draft == begun.draft
    profile = assistant.drafts.profile(str(begun.draft))
    assert profile.name == "虚构·云岚产业园管理有限公司" and profile.industry == "智能装备"
    assert "126家" in "".join(profile.facts["foundation"])
    text = "".join(section.text for section in assistant.drafts.get(str(begun.draft)).sections)
    assert "126家" in text and "400平方米" in text


def test_a_question_in_between_is_answered_and_the_draft_goes_on(talk: Talk) -> None:
    begun = talk.say("帮我写工作基础")
    between = talk.say("申报材料什么时候截止？")
    assert between.citations and between.draft is None
    assert talk.say("虚构·甲产业园管理有限公司").draft == begun.draft


def test_another_section_of_the_same_draft_is_asked_for(talk: Talk) -> None:
    begun = talk.say("帮我写工作基础")
    assert talk.say("再帮我写保障措施").draft == begun.draft


def test_a_draft_can_be_left(talk: Talk) -> None:
    talk.say("帮我写工作基础")
    left = talk.say("算了，先这样")
    assert is_task(left) and left.draft is None
    assert talk.say("我们是一所大学").draft is None


def test_a_request_to_make_something_up_is_declined_in_the_middle_of_a_draft(talk: Talk) -> None:
    talk.say("帮我写工作基础")
    assert talk.say("你随便帮我编几个好看的数字").status is Status.DECLINED


def test_attached_files_are_reviewed_and_the_conversation_says_so(assistant: Assistant) -> None:
    text = "# 申报表\n申报主体：虚构·示例产业园\n\n一、试点方向\n人力资源服务共享。\n"
    answer = assistant.hand_in([Incoming("甲13800138000.md", BytesIO(text.encode()))])
    assert is_task(answer) and answer.review
    whole = assistant.review_jobs.wait(answer.review)
    assert whole.reviews[0].applicant == "虚构·示例产业园"
    view = assistant.conversation(answer.conversation)
    assert view.turns[0].answer.review == answer.review and "13800138000" not in view.model_dump_json()
