"""`doctor`: what is configured, what works, and what to do about what does not."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.common import Json, opened
from assistant.cli.output import complain, print_json, say
from assistant.cli.serving import PORT
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.models.library import Health


def doctor(as_json: Json = False) -> None:
    """检查配置了什么、什么能用、不能用的该怎么办。"""
    health = _examined()
    if as_json:
        print_json(health)
    else:
        say(f"融合试点助手 {health.version}：{'正常' if health.ok else '有问题'}")
        for check in health.checks:
            say(f"{'✓' if check.ok else '✗'} {check.name}：{check.detail}")
            if check.advice:
                say(f"    {check.advice}")
    if not health.ok:
        complain("有部分不正常，请按上面的建议处理。")
        raise typer.Exit(1)


def _examined() -> "Health":
    from assistant.diagnosis import diagnose_unopened
    from assistant.services import checkup
    from assistant.services.dialogues import Dialogues
    from assistant.settings import load

    settings = None
    try:
        settings = load()
        with opened() as assistant:
            health = assistant.health(thorough=True)
    except AssistantError as error:
        if settings is None:
            return diagnose_unopened(None, error)
        # What does not need the index is looked at all the same.
        kept = checkup.database(Dialogues(settings.home, settings.database_url), thorough=True)
        health = diagnose_unopened(settings, error, [kept])
    return health.model_copy(update={"checks": [*health.checks, *checkup.service(settings, PORT)]})
