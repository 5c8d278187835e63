"""What works here and what to do about what does not: for `doctor` and `/healthz`."""

import os
import shutil
from collections.abc import Sequence
from importlib.metadata import version

from assistant.errors import AssistantError
from assistant.models.library import Check, Health
from assistant.settings import Settings

_LEAST_FREE_MB = 200
_DISPENSABLE = ("内置向量模型", "默认端口")
"""What may be missing while everything else works."""


def diagnose(
    settings: Settings,
    embedding: str | None,
    meaning: Check,
    documents: int,
    notice: str | None,
    more: Sequence[Check] = (),
    *,
    repaired: bool = False,
    stale: AssistantError | None = None,
) -> Health:
    """The state of the product.

    Args:
        settings: The settings in force.
        embedding: Name of the embedding that serves, or None.
        meaning: What was found out about it.
        documents: How many documents the open index holds; 0 when none is open.
        notice: The governing notice, or None.
        more: What others have looked at.
        repaired: Whether the index was found damaged and has been built anew.
        stale: Why the index could not be brought up to date, or None.
    """
    checks = [
        _home(settings),
        _disk(settings),
        meaning,
        _index(documents, repaired, stale),
        Check(
            name="主导通知",
            ok=notice is not None,
            detail=notice or "未确定",
            advice="" if notice else "导入一份通知，或用 ASSISTANT_NOTICE 指定文号。",
        ),
        *more,
    ]
    return Health(
        ok=all(check.ok for check in checks if check.name not in _DISPENSABLE),
        ready=documents > 0,
        version=version("pilot-assistant"),
        embedding=embedding or "lexical",
        documents=documents,
        notice=notice,
        checks=checks,
    )


def diagnose_unopened(settings: Settings | None, error: AssistantError, more: Sequence[Check] = ()) -> Health:
    """What can be said when `error` kept the assistant from opening; without settings, when they are wrong."""
    failed = Check(name="索引" if settings else "配置", ok=False, detail=error.message, advice=error.hint)
    return Health(
        ok=False,
        ready=False,
        version=version("pilot-assistant"),
        embedding="",
        documents=0,
        notice=None,
        checks=[*((_home(settings), _disk(settings)) if settings else ()), failed, *more],
    )


def _index(documents: int, repaired: bool, stale: AssistantError | None) -> Check:
    if stale is not None:
        detail = f"{documents} 份文件，不能更新：{stale.message}"
        return Check(name="索引", ok=False, detail=detail, advice=stale.hint)
    if not documents:
        return Check(
            name="索引", ok=False, detail="没有文件", advice="用 assistant ingest 文件路径 导入通知。"
        )
    mended = "（原索引已损坏，已自动重建）" if repaired else ""
    return Check(name="索引", ok=True, detail=f"{documents} 份文件{mended}")


def _home(settings: Settings) -> Check:
    writable = settings.home.is_dir() and os.access(settings.home, os.W_OK)
    advice = "" if writable else "请检查该文件夹的权限，或用 ASSISTANT_HOME 指定另一个文件夹。"
    return Check(name="数据文件夹", ok=writable, detail=str(settings.home), advice=advice)


def _disk(settings: Settings) -> Check:
    place = next((p for p in (settings.home, *settings.home.parents) if p.is_dir()), settings.home)
    free = shutil.disk_usage(place).free // 2**20
    ok = free >= _LEAST_FREE_MB
    advice = (
        "" if ok else f"请清理磁盘，至少留出 {_LEAST_FREE_MB} MB；空间不足时不能收录文件，也不能保存会话。"
    )
    return Check(name="磁盘空间", ok=ok, detail=f"剩余 {free} MB", advice=advice)
