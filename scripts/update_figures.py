"""Write the README's figures from the last `make evals`: `.venv/bin/python scripts/update_figures.py [RESULT.json]`.

Only what stands between the two markers is replaced, so that no figure is typed by hand.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from evals import report
from evals.kinds import KINDS
from evals.report import Report, Section

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "evals" / "results" / "latest.json"
MARKED = re.compile(r"(?<=<!-- 评测开始 -->\n).*?(?=<!-- 评测结束 -->)", re.DOTALL)

NAMES = {
    "development": "开发题（通知）",
    "own/notice": "自编题（通知）",
    "own/real": "自编题（九份其他真实通知）",
    "own/second": "自编题（用词与通知相差很远，两类都有）",
    "fresh/notice": "新题（通知）",
    "fresh/real": "新题（真实通知）",
    "untouched/applicants": "未据以调整的题（通知，各类申报人）",
    "untouched/silence": "未据以调整的题（通知，答与不答之间）",
    "untouched/real": "未据以调整的题（九份真实通知）",
    "untouched/pairs": "核对器（未据以调整的句子对）",
    "real": "三份真实通知",
    "noise": "开发题，九份其他通知同库（噪声）",
    "counterfactual": "日期、数字、机构改过的文件（反事实）",
    "integration": "需要两条以上条款的题（综合）",
    "drafts": "申报表草稿",
    "reviews": "申报材料审阅",
}

MEASURES = {
    "values": "数值有据",
    "citation_recall": "引文支持论断",
    "citation_precision": "引文必要",
    "quotes": "引文逐字",
    "abstain_precision": "不答精确率",
    "abstain_recall": "不答召回率",
    "deadlines": "天数推算",
    "directness": "开门见山",
    "coverage": "条款引全",
}
"""Those of the answers' measures that the README shows, with short names."""


def main() -> None:
    """Replace the figures."""
    result = report.read(Path(sys.argv[1]) if len(sys.argv) > 1 else RESULT)
    if not result.complete or result.suite != "all":
        raise SystemExit("not a complete run of all suites: run make evals first")
    readme = ROOT / "README.md"
    text, count = MARKED.subn("\n".join(lines(result)) + "\n", readme.read_text("utf-8"))
    if count != 1:
        raise SystemExit("README.md has no place for the figures")
    readme.write_text(text, "utf-8")


def lines(result: Report) -> Iterator[str]:
    """The figures as Markdown."""
    yield "| 题库 | 通过 | 通过率（95% 区间） | 其中留出题 |"
    yield "| --- | --- | --- | --- |"
    for name, section in result.batches.items():
        if not KINDS[section.kind].COMPONENT:
            yield f"| {NAMES.get(name, name)} | {_row(section)} |"
    summary = result.summary
    yield (
        f"| **合计** | {summary.all.passed} / {summary.all.cases} "
        f"| {summary.rate:.1%}（{summary.low:.1%}–{summary.high:.1%}） "
        f"| {summary.holdout.passed} / {summary.holdout.cases} |"
    )
    yield ""
    yield f"| 题库 | {' | '.join(MEASURES.values())} |"
    yield f"| --- |{' --- |' * len(MEASURES)}"
    for name, section in result.batches.items():
        found = {figure.name: f"{figure.value:.3f}" for figure in section.figures}
        if found.keys() & MEASURES.keys():
            yield f"| {NAMES.get(name, name)} | {' | '.join(found.get(m, '—') for m in MEASURES)} |"
    yield ""
    yield "| 部件 | 值 | 95% 区间 | 题数 |"
    yield "| --- | --- | --- | --- |"
    for name, section in result.batches.items():
        for figure in section.figures if KINDS[section.kind].COMPONENT else ():
            row = f"{figure.value:.3f} | {figure.low:.3f}–{figure.high:.3f} | {figure.cases}"
            yield f"| {NAMES.get(name, KINDS[section.kind].TITLE)} · {figure.label} | {row} |"
    yield ""
    yield (
        f"答了但有错 {summary.wrong} 题，该答而未答 {summary.silent} 题；每问中位 {summary.p50_ms:.0f} 毫秒，"
        f"95% 在 {summary.p95_ms:.0f} 毫秒以内（{result.started:%Y-%m-%d}，"
        f"版本 {(result.versions.commit or result.versions.assistant)[:10]}）。"
    )


def _row(section: Section) -> str:
    tally, holdout = section.tally, section.holdout
    kept = f"{holdout.passed} / {holdout.cases}" if holdout.cases else "—"
    return (
        f"{tally.passed} / {tally.cases} | {tally.rate:.1%}（{section.low:.1%}–{section.high:.1%}） | {kept}"
    )


if __name__ == "__main__":
    main()
