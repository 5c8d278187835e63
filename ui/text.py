"""Every Chinese text of the page, in one place."""

from assistant.models.answer import State
from assistant.models.document import Provenance

TITLE = "融合试点助手"
SLOGAN = "问通知，句句有出处"
TODAY = "今天"
NEXT = "下一个时间节点"
NO_NEXT = "通知写明的时间节点都已经过去"
NO_NOTICE = "还没有收录通知"
CALENDAR = "加入日历"

WELCOME = "您想了解通知的什么？"
WELCOME_HINT = "直接提问，或从下面各类单位常问的问题开始。每个答复都附出处，点开可看原文。"
INPUT = "请输入问题，按回车发送"
INPUT_LABEL = "问题"
SEND = "发送"
NEW = "新的会话"
CHAT_LABEL = "问答"
WAITING = "正在查阅通知……"

SOURCES = "出处"
RELATED = "相近的条款"
SOURCE_FROM = "来源"
WARNING = "提示"
ENGINE = "由 {engine} 作答"
FALLBACK = "{origin} 没有答成（{why}），由内置引擎作答"
FAILED = "这次没有答成。"
FAILED_HINT = "请重试；仍然不行时，请运行 assistant doctor 检查。"

FOOTER = "以官方发布的文件原文为准。"

PROVENANCE = {
    Provenance.ORIGINAL: "原文",
    Provenance.DIGEST: "摘要（非官方原文）",
    Provenance.SAMPLE: "虚构样例",
}

DAYS_LEFT = "还有{days}天"
DUE_TODAY = "今天截止"
AHEAD = (State.DUE_SOON, State.UPCOMING, State.RECURRING)
