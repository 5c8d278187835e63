"""The database: found, brought up to date, and opened when it is first needed; its errors in our words.

SQLite in WAL mode in the home, or whatever `ASSISTANT_DATABASE_URL` names. Two processes that start at once take
turns bringing it up to date.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from assistant.errors import AssistantError, Busy, Misconfigured, StorageUnavailable
from assistant.storage.migrations import HEAD

_FILE = "assistant.sqlite3"
_WAIT_SECONDS = 10
_MIGRATION_SECONDS = 60


class Database:
    """The database of one home.

    Args:
        home: Where the file is, and the lock that makes processes take turns.
        url: Another database than the file in the home.

    Raises:
        Misconfigured: The address is wrong, or its driver is not installed.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        self._home = home
        self._url = _address(url) if url else URL.create("sqlite", database=str(home / _FILE))
        _driver(self._url)
        self._engine: Engine | None = None
        self._file: tuple[int, int] | None = None
        self._opening = Lock()

    @property
    def place(self) -> str:
        """Where it is, for people: a path, or an address without its password."""
        path = self._path
        return str(path) if path else self._url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._session(writes=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together when it ends well, and not at all when it does not."""
        with self._session(writes=True) as session, session.begin():
            yield session

    def check(self, *, thorough: bool) -> None:
        """Look into it; a thorough look reads every page.

        Raises:
            StorageUnavailable, Busy: It is damaged, or cannot be opened.
        """
        look = "PRAGMA quick_check" if thorough and self._path else "SELECT 'ok'"
        with self.reading() as session:
            if session.execute(text(look)).scalar() != "ok":
                raise _damaged(self.place)

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._opening:
            self._let_go()

    @contextmanager
    def _session(self, *, writes: bool) -> Iterator[Session]:
        with self._told():
            bound = self._open().execution_options(writes=writes)
            with Session(bound, expire_on_commit=False) as session:
                yield session

    def _open(self) -> Engine:
        with self._opening:
            if self._engine is not None and self._file != _identity(self._path):
                self._let_go()  # somebody put another file in its place
            if self._engine is None:
                engine = _engine(self._url)
                try:
                    self._bring_up_to_date(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine, self._file = engine, _identity(self._path)
            return self._engine

    def _let_go(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _bring_up_to_date(self, engine: Engine) -> None:
        if self._path is None or self._path.exists():
            with engine.connect() as connection:
                if _revision(connection) == HEAD:
                    return
        self._home.mkdir(parents=True, exist_ok=True)
        with FileLock(self._home / "database.lock", timeout=_MIGRATION_SECONDS):
            if self._path is not None:
                with closing(engine.raw_connection()) as raw:
                    raw.cursor().execute("PRAGMA journal_mode = WAL")
            with engine.execution_options(writes=True).begin() as connection:
                if _revision(connection) != HEAD:
                    _migrate(connection, self.place)

    @property
    def _path(self) -> Path | None:
        """The file, where it is one."""
        name = self._url.database if self._url.get_backend_name() == "sqlite" else None
        return Path(name) if name else None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the database, the lock and the disk, as ours."""
        try:
            yield
        except Timeout as error:
            raise Busy("另一个进程正在升级数据库。", "请稍后再试。") from error
        except IntegrityError:
            raise  # two wrote the same row: the repository's to settle
        except SQLAlchemyError as error:
            told = _translated(error, self.place)
            if not isinstance(told, Busy):
                self.close()  # so that a repaired file is opened anew
            raise told from error
        except OSError as error:
            raise _not_written(self.place) from error


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise Misconfigured(
            "ASSISTANT_DATABASE_URL 不是有效的数据库地址。",
            "请写成 postgresql+psycopg://用户:密码@主机/库名。",
        ) from error


def _driver(url: URL) -> None:
    try:
        url.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError) as error:
        raise Misconfigured(
            f"没有安装数据库 {url.drivername} 的驱动。", "请安装它，或检查 ASSISTANT_DATABASE_URL。"
        ) from error


def _engine(url: URL) -> Engine:
    # What people ask must not reach a log by way of an error message.
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=url.get_backend_name() != "sqlite")
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    """A new SQLite connection: transactions are ours to begin, writers wait for each other."""
    connection.isolation_level = None
    for setting in (f"busy_timeout = {_WAIT_SECONDS * 1000}", "foreign_keys = ON", "synchronous = NORMAL"):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that reads first and writes later may not wait, but fails."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _identity(path: Path | None) -> tuple[int, int] | None:
    """Tells a file from another of the same name."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def _migrate(connection: Connection, place: str) -> None:
    # Only a database that is not up to date pays for this import.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    folder = Path(__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageUnavailable(
            f"数据库由更新版本的助手写成：{place}。", "请升级本程序，或用 ASSISTANT_HOME 指定另一个文件夹。"
        ) from error


def _translated(error: SQLAlchemyError, place: str) -> AssistantError:
    """Ours for one of the database's, told by what SQLite says it is."""
    origin = getattr(error, "orig", None)
    code = getattr(origin, "sqlite_errorcode", None)
    if isinstance(error, PoolTimeout) or _is(code, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Busy("数据库正忙。", "请稍后再试。")
    if _is(code, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return _damaged(place)
    writing = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)
    if _is(code, *writing):
        return _not_written(place)
    return StorageUnavailable(f"数据库不能使用：{place}。", "请运行 assistant doctor 检查，或查看日志。")


def _is(code: int | None, *kinds: int) -> bool:
    """Whether an SQLite code is of one of these kinds: the lowest byte says which."""
    return code is not None and code & 0xFF in kinds


def _damaged(place: str) -> StorageUnavailable:
    return StorageUnavailable(
        f"数据库已损坏：{place}。",
        "请把这个文件（连同同名的 -wal、-shm 文件）移到别处，有备份时换成备份；没有时助手会新建一个，"
        "以前的会话记录不再显示。回答问题不受影响。",
    )


def _not_written(place: str) -> StorageUnavailable:
    return StorageUnavailable(f"不能读写数据库：{place}。", "请检查文件夹的权限和磁盘剩余空间。")
