"""Reviews as files for people: a page each in Word, all in one table, everything as JSON, the questions as a letter."""

import json

from assistant.models.job import ReviewJob
from assistant.reviewing.exports.letter import letter

__all__ = ["render"]

_NAMES = {"docx": "审阅意见", "xlsx": "审阅汇总", "json": "审阅结果", "txt": "需说明的问题"}


def render(job: ReviewJob, ending: str) -> tuple[str, bytes]:
    """The file's name and its bytes.

    Args:
        job: The reviews, and the marks on them.
        ending: `docx`, `xlsx`, `json` or `txt`.
    """
    applicants = [review.applicant for review in job.reviews if review.applicant]
    whose = applicants[0] if len(job.reviews) == 1 and applicants else f"{job.created:%Y-%m-%d}"
    return f"{_NAMES[ending]}-{whose}.{ending}", _content(job, ending)


def _content(job: ReviewJob, ending: str) -> bytes:
    match ending:
        case "docx":
            # Imported when somebody wants such a file; a server does not need them to start.
            from assistant.reviewing.exports.word import document

            return document(job)
        case "xlsx":
            from assistant.reviewing.exports.sheet import workbook

            return workbook(job)
        case "txt":
            return "\n\n".join(letter(review) for review in job.reviews if review.error is None).encode()
        case _:
            reviews = [review.model_dump(mode="json", by_alias=True) for review in job.reviews]
            return json.dumps(reviews, ensure_ascii=False, indent=2).encode("utf-8", "replace")
