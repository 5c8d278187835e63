"""Jobs of reviews, the reviews, and the marks on them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "review_jobs",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("runner", sa.String(64), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("owner", "id", name="pk_review_jobs"),
    )
    op.create_index("ix_review_jobs_owner_created", "review_jobs", ["owner", "created"])
    op.create_table(
        "reviews",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("review_id", sa.String(64), nullable=False),
        sa.Column("review", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("owner", "job", "position", name="pk_reviews"),
        sa.ForeignKeyConstraint(
            ["owner", "job"],
            ["review_jobs.owner", "review_jobs.id"],
            name="fk_reviews_review_jobs",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "review_marks",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("job", sa.String(64), nullable=False),
        sa.Column("review_id", sa.String(64), nullable=False),
        sa.Column("point", sa.String(100), nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", "job", "review_id", "point", name="pk_review_marks"),
        sa.ForeignKeyConstraint(
            ["owner", "job"],
            ["review_jobs.owner", "review_jobs.id"],
            name="fk_review_marks_review_jobs",
            ondelete="CASCADE",
        ),
    )
