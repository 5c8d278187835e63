"""What works here and what to do about what does not: for `doctor` and `/healthz`."""

import os
import shutil

from assistant.models.library import Check, Health
from assistant.settings import Settings

_LEAST_FREE_MB = 200


def diagnose(
    settings: Settings, version: str, embedding: str | None, documents: int, notice: str | None
) -> Health:
    """The state of the product.

    Args:
        settings: The settings in force.
        version: The product's version.
        embedding: Name of the embedding that loaded, or None.
        documents: How many documents the open index holds; 0 when none is open.
        notice: The governing notice, or None.
    """
    checks = [
        _home(settings),
        _disk(settings),
        Check(
            name="语义检索",
            ok=embedding is not None,
            detail=embedding or "没有可用的向量模型，仅用字词检索",
            advice="" if embedding else "回答仍可用，但检索效果会差一些；可换用 Linux 或 Apple 芯片的机器。",
        ),
        Check(
            name="索引",
            ok=documents > 0,
            detail=f"{documents} 份文件" if documents else "没有文件",
            advice="" if documents else "用 assistant ingest 文件路径 导入通知。",
        ),
        Check(
            name="主导通知",
            ok=notice is not None,
            detail=notice or "未确定",
            advice="" if notice else "导入一份通知，或用 ASSISTANT_NOTICE 指定文号。",
        ),
    ]
    working = all(check.ok for check in checks if check.name != "语义检索")
    return Health(
        ok=working,
        ready=documents > 0,
        version=version,
        embedding=embedding or "lexical",
        documents=documents,
        notice=notice,
        checks=checks,
    )


def _home(settings: Settings) -> Check:
    writable = settings.home.is_dir() and os.access(settings.home, os.W_OK)
    advice = "" if writable else "请检查该文件夹的权限，或用 ASSISTANT_HOME 指定另一个文件夹。"
    return Check(name="数据文件夹", ok=writable, detail=str(settings.home), advice=advice)


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.home).free // 2**20 if settings.home.is_dir() else 0
    ok = free >= _LEAST_FREE_MB
    return Check(name="磁盘空间", ok=ok, detail=f"剩余 {free} MB", advice="" if ok else "请清理磁盘后再试。")
