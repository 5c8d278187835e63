"""Every Chinese text of the page that is not part of a template's sentence, in one place."""

from assistant.models.answer import State
from assistant.models.document import DocumentKind, Provenance

TITLE = "融合试点助手"
SEAL = "融"
TODAY = "今天"
NEXT = "下一个节点"
NO_NEXT = "通知写明的时间节点都已经过去"
NO_NOTICE = "还没有收录通知"
FOOTER = "以官方发布的文件原文为准"

TAB_CHAT = "问答"
TAB_DRAFT = "写申报表"
TAB_REVIEW = "审材料"
TAB_TIMELINE = "时间节点"
TAB_LIBRARY = "文件库"
TAB_EVALUATION = "评测"

NO_EVALUATION = "还没有评测过。在命令行运行以下命令，结果会显示在这里："

# The chat.
WELCOME = "您想了解通知的什么？"
WELCOME_HINT = "直接提问，或从各类单位常问的问题开始。每句事实都附出处，点开可看原文。"
INPUT = "请输入问题，按回车发送"
INPUT_LABEL = "问题"
SEND = "发送"
STOP = "停止"
NEW = "新的会话"
ASKED = "您问"
ANSWERED = "助手答"
WAITING = "正在查阅通知……"
STOPPED = "已停止。"
AGAIN = "重新提问"
FAILED = "这次没有答成。"
FAILED_HINT = "请重试；仍然不行时，请运行 assistant doctor 检查。"
SOURCES = "出处"
RELATED = "相近的条款"
WARNING = "提示"
CHOICES = "请选择，或补充说明"
FOLLOW_UPS = "还可以问"
ENGINE = "由 {engine} 作答"
FALLBACK = "{origin} 没有答成（{why}），由内置引擎作答"
DROPPED = "{count} 句未获原文支持，已移除"
REPLACED = "{count} 句未获原文支持，已改用原文"

OPEN_DRAFT = "打开草稿"
OPEN_REVIEW = "打开审阅结果"
ATTACH = "附上申报材料，供审阅"

# What people think of an answer.
HELPFUL = "有帮助"
UNHELPFUL = "没有帮助"
THANKS = "已记下，谢谢。"
REASON = "哪里不对？可以不填。"
REASONS = ("答非所问", "内容有误", "出处不对", "不够完整")
SUBMIT = "提交"

# Conversations.
CONVERSATIONS = "会话"
NO_CONVERSATIONS = "提问之后，会话会留在这里。"
TURNS = "{count}问"
MORE = "更多"
RENAME = "改名"
NAME = "会话的名称"
SAVE = "保存"
EXPORT = "导出"
DELETE = "删除"
DELETE_ASK = "删除后不能恢复。"
CLOSE = "关闭"

# The side panel.
PANEL = "原文"
BEFORE = "上一条"
AFTER = "下一条"
CHANGED = "文件在作答之后改动过，下面是作答时引用的字句。"
GONE = "文件已经不在文件库里，下面是作答时引用的字句。"
OPEN_DOCUMENT = "在文件库中打开"
PAGE = "第{page}页"
PAGE_PICTURE = "原件第{page}页，所引字句已标出"
SOURCE_FROM = "来源"

PROVENANCE = {
    Provenance.ORIGINAL: "官方原文",
    Provenance.DIGEST: "摘要（非官方原文）",
    Provenance.SAMPLE: "虚构样例",
}
PROVENANCE_MEANING = {
    Provenance.ORIGINAL: "",
    Provenance.DIGEST: "本项目对公开文件的概述，不是官方措辞，请核对原文。",
    Provenance.SAMPLE: "为演示而写的虚构案例，不能作为依据。",
}
KIND = {
    DocumentKind.NOTICE: "通知",
    DocumentKind.MINISTRY: "上级文件",
    DocumentKind.CASE: "案例",
    DocumentKind.FORM: "表格",
}

# The timeline.
TIMELINE = "时间节点"
CALENDAR = "下载日历文件（.ics）"
EVERYONE = "全部"
ROLES = "按角色查看"
NO_OBLIGATIONS = "通知没有写明时间节点。"
SEE_WORDS = "看原文"
STATE = {
    State.PAST: "已过",
    State.DUE_SOON: "14天内到期",
    State.UPCOMING: "将到",
    State.RECURRING: "每年",
    State.RELATIVE: "视情而定",
}
ACTS = "负责"
PASSES_ON = "转报"
RECEIVES = "接收"
DAYS_LEFT = "还有{days}天"
DAYS_PAST = "已过{days}天"
DUE_TODAY = "今天截止"
AHEAD = (State.DUE_SOON, State.UPCOMING, State.RECURRING)

# The library.
LIBRARY = "文件库"
SEARCH = "在全部文件中查找"
SEARCH_DO = "查找"
NOTHING_FOUND = "没有找到相近的条款，换个说法试试。"
CLAUSES = "{count}条"
CONTENTS = "条款"
PICK = "请从文件列表中选择一份文件。"
BACK = "返回文件列表"
REMOVE = "移除"
REMOVE_ASK = "移除后，助手不再依据这份文件作答。"
REMOVE_BUILT_IN = "这是自带的文件，移除只在本机隐藏它。"
REMOVED = "已移除《{title}》。"
ADD = "添加文件"
ADD_HINT = (
    "支持 Word（.docx）、PDF、网页（.html）、Markdown 和文本文件，最大 {limit} MB。先预览条款，确认后才收录。"
)
CHOOSE = "选择文件，或把文件拖到这里"
READING = "正在读取……"
TOO_LARGE = "文件超过 {limit} MB，没有上传。请缩小或拆分后再试。"
NOT_UPLOADED = "文件没有传上来。请重试。"
PREVIEW = "预览"
PREVIEW_HINT = "请核对标题、文号与条款是否读对；不对时可以改，或取消。"
CONFIRM = "确认收录"
CANCEL = "取消"
INDEXING = "正在收录并建立索引……"
CHANGE = {
    "added": "已收录《{title}》。",
    "replaced": "已更新《{title}》。",
    "unchanged": "《{title}》没有变化。",
}
FIELD_TITLE = "标题"
FIELD_NUMBER = "文号"
FIELD_KIND = "类别"
FIELD_ISSUED = "印发日期"
FIELD_ISSUERS = "印发单位"
SHEET_WRONG = "填写的内容有误，文件没有收录。请检查日期等各项后重试。"
NOT_ADDED = "文件没有收录：读取时出错。请重试，或换一种格式；仍然不行时，请运行 assistant doctor 检查。"

# Reviews.
REVIEWS = "审阅"
REVIEW_DROP = "把申报材料拖到这里，或点此选择"
REVIEW_DROP_HINT = (
    "一次 1–{most} 份，Word、PDF、Markdown 或文本，每份不超过 {limit} MB。读完即删，个人信息在读取时遮盖。"
)
UPLOADING = "正在上传……"
TOO_MANY = "一次最多 {most} 份文件，请分几次上传。"
ONE_TOO_LARGE = "有文件超过 {limit} MB，没有上传。请缩小或拆分后再试。"
REVIEW_PITCH = "逐份整理申报材料：写了什么、缺什么、哪里对不上"
AND_MORE = "另有{count}项"
REVIEW_DECIDE = "只整理材料，不打分、不给结论；是否受理、是否立项由审阅人决定。"
REVIEW_STORED = "审阅记录"
NO_REVIEWS = "审阅过的材料会留在这里。"
REVIEW_PICK = "上传申报材料，或从审阅记录中打开一次审阅。"
REVIEW_BACK = "返回审阅记录"
TABLE_BACK = "返回汇总表"
JOB_NAME = "{first} 等{count}份"
JOB_STATE = {"queued": "等待读取", "running": "正在读取", "finished": "已完成", "failed": "未读完"}
JOB_PROGRESS = "已读 {done} / {total} 份"
JOB_DELETE_ASK = "删除后，这次的审阅结果和批注不能恢复。"
REVIEW_DOWNLOADS = "下载"
DOWNLOAD_WORD = "Word"
DOWNLOAD_TABLE = "Excel 汇总表"
DOWNLOAD_JSON = "JSON"
REVIEW_FILTER = "在表中查找"
REVIEW_FILTERS = {"kind": "主体类型", "district": "所在区县", "direction": "试点方向"}
FILTER_ALL = "全部{name}"
FILTER_FLAGGED = "只看有疑点的"
FILTER_NONE = "没有符合条件的材料。"
COLUMNS = {
    "applicant": "申报主体",
    "kind": "主体类型",
    "district": "所在区县",
    "directions": "试点方向",
    "targets": "主要目标",
    "missing": "缺少",
    "flags": "疑点",
}
SORT_BY = "按{name}排序"
CHART = "各试点方向的申报数，按主体类型"
UNKNOWN_KIND = "未写明类型"
UNKNOWN = "未写明"
UNREAD = "未能读取"
REVIEW_SUMMARY = "摘要"
REVIEW_SUMMARY_HINT = "每句都可点开，看它在材料中的出处。"
REVIEW_SECTIONS = "表格各部分"
SECTION_STATE = ("有内容", "空白", "缺少")
REVIEW_DIRECTIONS = "试点方向"
REVIEW_TARGETS = "量化目标"
REVIEW_OTHERS = "投入与现有基础"
OTHER_KINDS = "其他类型"
REVIEW_GROUPS = {
    "missing": "缺少或空白",
    "contradictions": "前后不一致",
    "red_flags": "需要注意",
    "injection": "夹带的指令",
    "similar": "与同批材料雷同",
    "questions": "建议询问",
}
INJECTION_HINT = "材料里有写给审阅工具的话，已原样列出，没有照做。"
NOTHING_FOUND_WRONG = "没有发现缺项、矛盾或其他疑点；仍请通读原件。"
SEE_OTHER = "看对方的原文"
SIMILAR_TO = "与“{file}”雷同"
CHECKED = "已核对"
CHECK = "标为已核对"
NOTE = "批注"
LETTER = "发给申报单位的问题"
LETTER_DOWNLOAD = "下载为文本"
MASKED = "遮盖了 {count} 处个人信息"
SUBMISSION = "申报材料（个人信息已遮盖）"
PREVIOUS_REVIEW = "上一份"
NEXT_REVIEW = "下一份"
TARGET = "目标"
TARGET_BY = "时限"
TARGET_BASE = "基数"

# Drafts.
JOINED = "；"
DRAFT_PITCH = "把单位的真实情况写进申报表"
DRAFT_PICK = "在左边填写资料，一行一条事实。可以先填一部分，缺的内容会留作待补充。"
DRAFT_PROMISE = "草稿只用您给的事实和通知的条款，不编数字；报送前请逐句核对，以通知附件规定的表格为准。"
DRAFT_STORED = "已存草稿"
DRAFT_UNNAMED = "（未填单位名称）"
DRAFT_NEW = "另写一份"
DRAFT_SAMPLE = "填入虚构样例"
DRAFT_HINT = "没有的可以不填。数字、名称会原样写入，不会替您编写。"
DRAFT_DELETE_ASK = "删除后，这份草稿和它的各个版本不能恢复。"
PROFILE_NAME = "单位名称"
PROFILE_KIND = "单位类型"
PROFILE_KIND_HINT = "如：制造业园区、行业协会"
PROFILE_DISTRICT = "所在区县"
PROFILE_INDUSTRY = "面向的产业"
PROFILE_DIRECTIONS = "试点方向"
PROFILE_DIRECTIONS_HINT = "可多选；不选时按资料给出建议"
PROFILE_NOTES = "其他说明（只作参考，不写进正文）"
GUIDING = "可以写什么"
NEEDED = "必需"
OUR_GUIDANCE = "（本项目的建议，不是通知的要求）"
FACT_A_LINE = "一行一条事实"
REWRITE_ONLY = "按以上资料只重写这一部分"
WRITE = "起草"
WRITE_AGAIN = "按资料重新起草"
BACK_TO_FORM = "返回填写"
COMPLETE = "完整程度"
COMPLETENESS = "已具备 {filled} / {required} 项"
AS_OF = "以{day}为准"
VERSIONS = "{count}个版本"
VERSIONS_HEAD = "历次版本"
VERSION = "第{number}版"
OLD_VERSION = "正在看第{number}版。"
RESTORE = "恢复为这一版"
TO_NEWEST = "回到最新"
ORIGIN = {
    "created": "起草",
    "answered": "补充回答",
    "regenerated": "重写",
    "edited": "手工修改",
    "restored": "恢复旧版",
}
DRAFT_WARNING = {
    "deadline_passed": "已过期限",
    "conflict": "资料矛盾",
    "instruction": "夹带指令",
    "unsupported": "没有依据",
    "outside_period": "超出周期",
}
SOURCE_LEGEND = "颜色表示出处"
DRAFT_SOURCE = {"policy": "通知条款", "applicant": "您提供的事实", "proposal": "本项目的建议"}
GAP = "【待补充"
GAP_NAME = "【待补充】"
GAPS = "待补充{count}处"
CHECK_ALL = "核对全文"
CHECK_TEXT = "核对"
FOUND = "核对完毕，有{count}处需要看一看，列在各部分下面。"
FOUND_NOTHING = "核对完毕，没有发现需要改的地方。"
SECTION_CLEAN = "这一部分没有发现问题。"
FINDING = {
    "missing": "缺少内容",
    "unsupported": "没有依据",
    "outside_period": "超出周期",
    "promise": "通知未作规定",
    "warned": "措辞提醒",
    "length": "篇幅",
    "repeated": "重复",
}
ADVICE = "适合的试点方向"
ADVICE_HINT = "按资料与条款的相符程度排列，仅供选择时参考"
CHOSEN = "已选"
REWRITE = "重写"
FILL = "去补充"
BY_HAND = "手工修改"
SAVE_VERSION = "存为新版本"
DRAFT_CITED = "引用的条款"
