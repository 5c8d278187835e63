"""The commands in one list, and what becomes of an error: one Chinese line and an exit status, never a traceback."""

import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from assistant.cli import agents, asking, drafting, evaluating, examining, library, reviewing, serving
from assistant.cli.help import ChineseCommand, ChineseGroup, usage_error
from assistant.cli.output import complain
from assistant.errors import AssistantError, InvalidOption

app = typer.Typer(
    name="assistant",
    cls=ChineseGroup,
    help="融合试点助手：问通知、看时间节点、写申报表、审申报材料，每一句事实都有出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command("serve", cls=ChineseCommand)(serving.serve)
app.command("ask", cls=ChineseCommand)(asking.ask)
app.command("timeline", cls=ChineseCommand)(asking.timeline)
app.command("draft", cls=ChineseCommand)(drafting.draft)
app.command("review", cls=ChineseCommand)(reviewing.review)
app.command("ingest", cls=ChineseCommand)(library.ingest)
app.command("doctor", cls=ChineseCommand)(examining.doctor)
app.command("mcp", cls=ChineseCommand)(agents.mcp)

corpus = typer.Typer(cls=ChineseGroup, help="查看和移除已收录的文件。", no_args_is_help=True)
corpus.command("list", cls=ChineseCommand)(library.list_documents)
corpus.command("show", cls=ChineseCommand)(library.show_document)
corpus.command("remove", cls=ChineseCommand)(library.remove_document)
app.add_typer(corpus, name="corpus")

evals = typer.Typer(cls=ChineseGroup, help="用题库评测答得对不对。", no_args_is_help=True)
evals.command("run", cls=ChineseCommand)(evaluating.run)
evals.command("cases", cls=ChineseCommand)(evaluating.cases)
app.add_typer(evals, name="evals")


@app.callback()
def _options(
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="在标准错误中打印详细日志。")] = False,
) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    # Ours go by their logger's level, which `serve` raises: a command says in its own words what matters. Libraries
    # stay at warnings, whatever level they give themselves: at DEBUG they print what they handle, questions included.
    ours = logging.getLogger("assistant")
    ours.addHandler(handler)
    ours.setLevel(logging.DEBUG if verbose else logging.ERROR)
    ours.propagate = False
    others = logging.StreamHandler(sys.stderr)
    others.setFormatter(handler.formatter)
    others.setLevel(logging.WARNING)
    logging.getLogger().addHandler(others)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and end the process with its exit status: 0 done, 1 failed, 2 wrong usage."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    # A terminal without Chinese characters shows question marks instead of ending the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = app(args=arguments, prog_name="assistant", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except typer.Exit as stop:
        return stop.exit_code
    except InvalidOption as error:
        complain(str(error))
        return 2
    except AssistantError as error:
        complain(str(error))
        return 1
    except (KeyboardInterrupt, typer.Abort):
        complain("已取消。")
        return 130
    except BrokenPipeError:
        # `assistant ask … | head`: the reader has seen enough. Keep the interpreter from complaining as it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        message = usage_error(error)
        if message is not None:
            complain(message)
            return 2
        logging.getLogger("assistant").debug("unexpected", exc_info=error)
        complain(
            f"出了意外的错误（{type(error).__name__}）。请运行 assistant doctor 检查；加 --verbose 可看到详情。"
        )
        return 1
