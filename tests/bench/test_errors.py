"""What can go wrong with a measurement."""

from bench.errors import BenchError
from geo.errors import DikuaiError


def test_it_is_no_error_of_the_service() -> None:
    assert not issubclass(BenchError, DikuaiError)
