"""The questions of a review as a text to send to the applicant."""

from assistant.models.review import Review
from assistant.reviewing.exports.labels import labels


def letter(review: Review) -> str:
    """The questions with a greeting; says so when there are none."""
    words = labels()["letter"]
    if not review.questions:
        return str(words["nothing"])
    lines = [
        str(words["greeting"]).format(applicant=review.applicant or words["unnamed"]),
        f"    {str(words['opening']).format(file=review.file)}",
        *(f"    {number}. {question}" for number, question in enumerate(review.questions, 1)),
        f"    {words['closing']}",
    ]
    return "\n".join(lines) + "\n"
