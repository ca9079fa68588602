"""Where submissions are kept: a small SQLite database, which several processes may write at once.

The schema has a number, SQLite's ``user_version``; a database of an older one is brought up to date when it is opened,
one of a newer one is left alone. Connections are opened for each transaction: none is shared by forked workers, and the
file may be moved away while the service runs.
"""

from __future__ import annotations

import logging
import math
import os
import re
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Self

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from api.inquiries.consent import Consent
from api.inquiries.refusals import NotStored, TooMany
from api.inquiries.submissions import Inquiry, Report, Submission
from api.settings import Settings
from geo.properties import Lang

log = logging.getLogger(__name__)

#: How long a process waits for another that writes.
_BUSY_S = 10.0

_HOUR_S = 3_600
_DAY_S = 86_400

#: Of RFC 4648's letters and digits those that are not mistaken for another when read aloud (Crockford's base 32).
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUPS, _GROUP_LETTERS = 4, 4  # 80 random bits
_REFERENCE = re.compile(rf"[{_LETTERS}]{{{_GROUP_LETTERS}}}(-[{_LETTERS}]{{{_GROUP_LETTERS}}}){{{_GROUPS - 1}}}")

_CREATING = threading.Lock()

_METADATA = sa.MetaData()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _table(name: str, *own: str) -> sa.Table:
    return sa.Table(
        name,
        _METADATA,
        sa.Column("reference", sa.Text, primary_key=True),
        sa.Column("received_at", sa.Text, nullable=False, index=True),
        *_texts("plot", *own, "consent_version", "consent_text", "lang"),
    )


_TABLES: dict[type[Submission], sa.Table] = {
    Inquiry: _table("inquiries", "requirement", "intended_use", "expected_tax", "company", "contact", "phone"),
    Report: _table("reports", "property", "message", "contact"),
}

#: When something was taken from which address; the address is forgotten after an hour.
_ARRIVALS = sa.Table(
    "arrivals",
    _METADATA,
    sa.Column("at_s", sa.Float, nullable=False, index=True),
    sa.Column("address", sa.Text, nullable=False),
)

#: What brings a database from each version to the next; a new step is added, an old one never changed.
_STEPS: Sequence[Callable[[sa.Connection], None]] = (_METADATA.create_all,)


class Receipt(NamedTuple):
    """What who submits something is told of it.

    Parameters
    ----------
    reference
        A random number in letters and digits.
    received_at
        When it was taken, in UTC (RFC 3339).
    """

    reference: str
    received_at: str


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Store:
    """The database of a service.

    Parameters
    ----------
    path
        Its file; made, for its owner alone, when something is stored for the first time.
    keep_days
        Days after which submissions are deleted.
    per_address_hour, per_day
        Most that are taken.
    clock
        What tells the time.
    """

    path: Path
    keep_days: int
    per_address_hour: int
    per_day: int
    clock: Callable[[], datetime] = _now

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the store that the settings name."""
        said = settings.inquiries
        return cls(settings.inquiries_database, said.keep_days, said.per_address_hour, said.per_day)

    def put(self, submission: Submission, address: str, consent: Consent, lang: Lang) -> Receipt:
        """Store a submission.

        Parameters
        ----------
        submission
            It.
        address
            Where it comes from.
        consent, lang
            The text that was agreed to, and the language in which it was read.

        Raises
        ------
        TooMany
            So many were taken that this one must wait.
        NotStored
            The database cannot be used.
        """
        table, now = _TABLES[type(submission)], self.clock()
        said = submission.model_dump()
        version, text = (consent.version, consent.text[lang]) if said["consent"] else ("", "")
        row = {name: value for name, value in said.items() if name in table.columns}
        row |= {"reference": _reference(), "received_at": _stamp(now), "lang": lang}
        row |= {"consent_version": version, "consent_text": text}
        with self._transaction() as connection:
            self._admit(connection, address, now.timestamp())
            self._forget(connection, now, self.keep_days)
            connection.execute(sa.insert(table).values(row))
        return Receipt(row["reference"], row["received_at"])

    def listed(
        self, kind: type[Submission], since: datetime | None = None, plot: str | None = None
    ) -> list[dict[str, str]]:
        """Return what was submitted, the oldest first.

        Parameters
        ----------
        kind
            Inquiries or reports.
        since
            Only what was received then or later.
        plot
            Only what is about this plot.
        """
        if not self.path.exists():
            return []
        columns = _TABLES[kind].columns
        asked = sa.select(_TABLES[kind]).order_by(columns.received_at, columns.reference)
        if since is not None:
            asked = asked.where(columns.received_at >= _stamp(since))
        if plot is not None:
            asked = asked.where(columns.plot == plot)
        with self._transaction() as connection:
            self._forget(connection, self.clock(), self.keep_days)
            names = column_names(kind)
            return [dict(zip(names, row, strict=True)) for row in connection.execute(asked)]

    def delete(self, reference: str) -> bool:
        """Delete a submission, overwriting what it said; False where there is none with this reference."""
        if not self.path.exists():
            return False
        with self._transaction() as connection:
            gone = [
                connection.execute(sa.delete(table).where(table.columns.reference == reference)).rowcount
                for table in _TABLES.values()
            ]
        return any(gone)

    def prune(self, keep_days: int | None = None) -> int:
        """Delete what is older than it may be, and return how many submissions that were."""
        if not self.path.exists():
            return 0
        with self._transaction() as connection:
            return self._forget(connection, self.clock(), keep_days or self.keep_days)

    def obstacle(self) -> str | None:
        """Say why nothing could be stored, as far as that can be told without trying."""
        if self.path.exists() and not os.access(self.path, os.R_OK | os.W_OK):
            return f"{self.path} cannot be written"
        if not self.path.parent.is_dir():
            return f"{self.path.parent}: there is no such folder"
        if not os.access(self.path.parent, os.W_OK):
            return f"the folder {self.path.parent} cannot be written"
        return None

    def _admit(self, connection: sa.Connection, address: str, now_s: float) -> None:
        """Note an arrival, if the windows that end now have room for it."""
        at_s, from_ = _ARRIVALS.columns.at_s, _ARRIVALS.columns.address
        connection.execute(sa.delete(_ARRIVALS).where(at_s <= now_s - _DAY_S))
        connection.execute(sa.update(_ARRIVALS).where(at_s <= now_s - _HOUR_S).values(address=""))
        windows = ((_HOUR_S, self.per_address_hour, from_ == address), (_DAY_S, self.per_day, sa.true()))
        for window_s, most, counted in windows:
            latest = sa.select(at_s).where(counted, at_s > now_s - window_s).order_by(at_s.desc())
            in_the_way = connection.scalar(latest.offset(most - 1).limit(1))
            if in_the_way is not None:
                raise TooMany(max(1, math.ceil(in_the_way + window_s - now_s)))
        connection.execute(sa.insert(_ARRIVALS).values(at_s=now_s, address=address))

    @staticmethod
    def _forget(connection: sa.Connection, now: datetime, keep_days: int) -> int:
        oldest = _stamp(now - timedelta(days=keep_days))
        return sum(
            connection.execute(sa.delete(table).where(table.columns.received_at < oldest)).rowcount
            for table in _TABLES.values()
        )

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        """Open the database for one transaction, of which all or nothing is kept."""
        try:
            _create(self.path)
            with _engine(str(self.path)).begin() as connection:
                _migrate(connection)
                yield connection
        except (DBAPIError, OSError) as error:
            reason = str(error.orig) if isinstance(error, DBAPIError) else error.strerror or str(error)
            log.error("%s: %s", self.path, reason)
            raise NotStored(reason) from None


def _create(path: Path) -> None:
    """Make the file, if it is not there, for its owner alone; SQLite gives its other files the same mode.

    A file that SQLite has open in this process must never be opened and closed beside it: that gives up its locks
    (fcntl(2), and SQLite's “How to corrupt”, 2.2).
    """
    with _CREATING, suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _reference() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_GROUPS))
    return "-".join(groups)


def column_names(kind: type[Submission]) -> list[str]:
    """Return what is kept of inquiries or of reports, in order."""
    return [str(column.name) for column in _TABLES[kind].columns]


def is_reference(text: str) -> bool:
    """Tell whether a text could be a reference."""
    return _REFERENCE.fullmatch(text) is not None


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(16)
def _engine(path: str) -> sa.Engine:
    url = sa.URL.create("sqlite", database=path)
    engine = sa.create_engine(url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": _BUSY_S})
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    """Make a connection ready: we begin transactions ourselves, and what is deleted is overwritten."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # so that two processes wait for each other instead of failing


def _migrate(connection: sa.Connection) -> None:
    """Bring a database to the present version.

    Raises
    ------
    NotStored
        A newer Dikuai made it.
    """
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > len(_STEPS):
        raise NotStored(f"the database is of version {version}, made by a newer Dikuai; this one knows {len(_STEPS)}")
    for step in _STEPS[version:]:
        step(connection)
    if version < len(_STEPS):
        connection.exec_driver_sql(f"PRAGMA user_version = {len(_STEPS)}")
