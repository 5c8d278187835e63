"""What `doctor` looks at besides the index: the database, the ingested files, who serves this home, the port."""

import socket
from contextlib import closing

from assistant.errors import AssistantError
from assistant.knowledge.embedding import Embedding, Remote
from assistant.knowledge.library import Library
from assistant.llm.failure import Why
from assistant.llm.probe import Probe
from assistant.models.library import Check
from assistant.services.dialogues import Dialogues
from assistant.services.occupancy import occupant
from assistant.settings import Settings


def database(dialogues: Dialogues, *, thorough: bool) -> Check:
    """Whether conversations can be kept. A thorough look reads all of them."""
    try:
        place = dialogues.check(thorough=thorough)
    except AssistantError as error:
        return Check(name="会话记录", ok=False, detail=error.message, advice=error.hint)
    return Check(name="会话记录", ok=True, detail=place)


_MODEL_ADVICE = {
    Why.UNAUTHORIZED: ("密钥不对，或没有权限", "请检查 ASSISTANT_LLM_API_KEY。"),
    Why.UNREACHABLE: ("连接不上", "请检查 ASSISTANT_LLM_BASE_URL，并确认端点已经启动。"),
    Why.TIMEOUT: ("没有及时回应", "请检查网络，并确认端点已经启动。"),
    Why.RATE_LIMITED: ("请求过多，暂被限流", "请稍后再试，或检查账户的额度。"),
}
_MODEL_FAULT = ("出错", "请查看端点自己的日志。")


def language_model(settings: Settings, probe: Probe | None) -> Check:
    """Whether the configured language model can be asked; without it, the embedded engine answers."""
    if probe is None:
        return Check(name="语言模型", ok=True, detail="没有配置，由内置引擎作答")
    endpoint = probe.endpoint
    why, others = probe.look()
    default = "默认引擎" if settings.engine == "llm" else "按需使用，默认仍由内置引擎作答"
    detail = f"{endpoint.model}（{endpoint.host}，{default}）"
    if why is not None:
        fault, advice = _MODEL_ADVICE.get(why, _MODEL_FAULT)
        return Check(
            name="语言模型", ok=False, detail=f"{detail}：{fault}", advice=f"{advice}其间由内置引擎作答。"
        )
    advice = f"端点没有列出这个模型，它列出的有：{'、'.join(others)}。" if others else ""
    return Check(name="语言模型", ok=True, detail=detail, advice=advice)


_ENDPOINT = "向量端点"


def embedding(settings: Settings, used: Embedding | None, *, thorough: bool) -> Check:
    """What searches by meaning, and whether it works. A thorough look asks an endpoint for a vector."""
    if isinstance(used, Remote):
        trouble = used.look() if thorough else used.trouble
        if trouble is not None:
            detail = f"{trouble.message.removeprefix(_ENDPOINT).strip()}其间只按字词查找。"
            return Check(name=_ENDPOINT, ok=False, detail=detail, advice=trouble.hint)
        length = f"，{used.dimensions} 维" if used.dimensions else ""
        return Check(name=_ENDPOINT, ok=True, detail=f"{used.model}（{used.host}{length}）")
    if used is not None:
        return Check(name="内置向量模型", ok=True, detail=used.name)
    if settings.embedding == "none":
        return Check(name="内置向量模型", ok=True, detail="已按设置停用，只按字词查找")
    return Check(
        name="内置向量模型",
        ok=False,
        detail="不能用于这台机器，只按字词查找",
        advice="回答仍可用，但检索效果会差一些；可用 ASSISTANT_EMBEDDING_BASE_URL 指定一个向量端点。",
    )


def files(library: Library) -> Check:
    """Whether every ingested file can still be read."""
    try:
        damaged = library.damaged()
    except AssistantError as error:
        return Check(name="收录的文件", ok=False, detail=error.message, advice=error.hint)
    return Check(
        name="收录的文件",
        ok=not damaged,
        detail="；".join(damaged) or "都能读取",
        advice="请重新收录原文件，或删除数据文件夹中 documents 下的同名文件夹。" if damaged else "",
    )


def service(settings: Settings, port: int) -> list[Check]:
    """Whether a server runs on this home, and whether the port that it would take is free."""
    server = occupant(settings.home)
    running = Check(
        name="服务",
        ok=True,
        detail=f"正在运行（进程 {server.process}，{server.address}）" if server else "没有运行",
        advice="同一个数据文件夹只能运行一个服务；命令行可以同时使用。" if server else "",
    )
    free = _is_free(port)
    ours = server is not None and server.port == port
    return [
        running,
        Check(
            name="默认端口",
            ok=free or ours,
            detail=f"{port} {'可用' if free else '由上面的服务使用' if ours else '已被别的程序占用'}",
            advice="" if free or ours else "启动时请用 --port 换一个端口，或先停掉占用它的程序。",
        ),
    ]


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
