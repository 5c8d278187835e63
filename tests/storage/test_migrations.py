import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from assistant.errors import Misconfigured, StorageUnavailable
from assistant.storage import migrations
from assistant.storage.conversations import Conversations
from assistant.storage.database import Database
from assistant.storage.tables import Base


def test_the_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_heads() == [migrations.HEAD]


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    database.check(thorough=True)
    with create_engine(f"sqlite:///{database.place}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_database_lets_readers_and_a_writer_work_side_by_side(database: Database) -> None:
    database.check(thorough=False)
    with closing(sqlite3.connect(database.place)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_processes_that_start_at_once_take_turns(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from assistant.storage.database import Database\n"
        "Database(Path(sys.argv[1])).check(thorough=True)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "home")]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in started] == [(b"", 0)] * 4


def test_a_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    database.check(thorough=False)
    with closing(sqlite3.connect(database.place)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    with pytest.raises(StorageUnavailable, match="更新版本"):
        database.check(thorough=False)


def test_a_migration_that_is_interrupted_leaves_nothing_half_done(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import op

    def dying(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(op, "create_index", dying)
        with pytest.raises(KeyboardInterrupt):
            database.check(thorough=False)
    with closing(sqlite3.connect(database.place)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
    database.check(thorough=True)


def test_another_database_than_the_one_in_the_home_can_be_named(tmp_path: Path) -> None:
    database = Database(tmp_path / "home", f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}")
    assert Conversations(database).listed("甲") == []
    assert (tmp_path / "elsewhere.sqlite3").exists()
    database.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "不是有效的数据库地址"),
        ("nosuch://host/name", "驱动"),
        ("mysql+pymysql://u:secret@host/db", "驱动"),
    ],
)
def test_a_wrong_address_is_told_without_its_password(tmp_path: Path, url: str, told: str) -> None:
    with pytest.raises(Misconfigured, match=told) as raised:
        Database(tmp_path, url)
    assert "secret" not in str(raised.value)
