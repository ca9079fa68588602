"""Why a submission is not taken.

::

    DikuaiError
    └── Refusal             with the headers of its answer
        ├── TooLarge        a body beyond the limit
        ├── UnreadableBody  a body that is not what its type says
        ├── WrongType       a body of a type that is not taken
        ├── ForeignOrigin   a form of another site
        ├── TooMany         more than one address, or the service, takes
        └── NotStored       the database cannot be used now
"""

from __future__ import annotations

from collections.abc import Mapping

from geo.errors import DikuaiError


class Refusal(DikuaiError):
    """Root of the reasons; none of them repeats what was sent."""

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer's header says of it."""
        return {}


class TooLarge(Refusal):
    """A body beyond the limit, in bytes."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"the body is larger than {most_bytes} bytes")


class UnreadableBody(Refusal):
    """A body that is not what its type says."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"the body is not {expected}")


class WrongType(Refusal):
    """A body of a type that is not taken."""

    def __init__(self, taken: tuple[str, ...]) -> None:
        self._taken = ", ".join(taken)
        super().__init__(f"the body's Content-Type is none of {self._taken}")

    @property
    def headers(self) -> Mapping[str, str]:
        """Name the types that are taken (RFC 9110, 12.5.1)."""
        return {"Accept": self._taken}


class ForeignOrigin(Refusal):
    """A form of another site, sent by a browser that its reader did not ask to."""

    def __init__(self) -> None:
        super().__init__("the request comes from a page of another site: fill in the form of this service")


class TooMany(Refusal):
    """More than one address, or the service as a whole, takes.

    Parameters
    ----------
    wait_s
        Seconds after which one more is taken.
    """

    def __init__(self, wait_s: int) -> None:
        self.wait_s = wait_s
        super().__init__(f"too many inquiries and reports were sent: try again in {wait_s} s")

    @property
    def headers(self) -> Mapping[str, str]:
        """Say when to come back (RFC 9110, 10.2.3)."""
        return {"Retry-After": str(self.wait_s)}


class NotStored(Refusal):
    """The database cannot be used now.

    Parameters
    ----------
    reason
        In words, without anything of what was to be stored.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"inquiries and reports cannot be stored: {reason}")
