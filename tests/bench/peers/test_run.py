"""A whole run beside tipg on PostGIS, so short that its figures say nothing: every part of it is the real one."""

from pathlib import Path

import httpx

from api.settings import Settings
from bench.load import CONNECTIONS
from bench.peers.run import UNCACHED, Beside, PeerResults, run_peers
from bench.plan import Plan
from bench.run import data
from bench.servers import Server, serving

#: How the names of questions begin, and the conformance class that the service must declare for each.
NEEDED = {"filter": "/conf/cql2-text", "tile": "/conf/mvt", "items": "/conf/core", "item": "/conf/core"}


def test_a_short_run_measures_both_sides(entered: Path) -> None:
    plan = Plan(many=1_000, peer_rounds=1, seconds=1, warming=0, cache=entered, paths=20)
    file = data(plan, plan.many)
    with serving(plan.catalogue, file) as served:
        results = run_peers(plan, file, served)
        check_that_what_is_offered_is_measured(results, served)
    for beside in (*results.beside_peer, *results.cached_beside_peer, *results.from_cache):
        check_that_both_sides_answered(beside)
    tiles = [beside.question.name for beside in results.beside_peer if beside.question.is_of_tiles]
    for cached in (results.cached_beside_peer, results.from_cache):
        assert [beside.question.name for beside in cached] == tiles
    if tiles:
        check_that_the_service_has_the_setting_that_keeps_no_tiles()
    assert [*results.versions] == ["tipg", "PostgreSQL", "PostGIS"]


def check_that_what_is_offered_is_measured(results: PeerResults, served: Server) -> None:
    declared = httpx.get(f"{served.url}/conformance", trust_env=False).json()["conformsTo"]
    measured = {beside.question.name for beside in results.beside_peer}
    assert len(measured) + len(results.not_offered) == 5
    for name in (*measured, *results.not_offered):
        offered = any(uri.endswith(NEEDED[name.split()[0]]) for uri in declared)
        assert (name in measured, name in results.not_offered) == (offered, not offered)


def check_that_the_service_has_the_setting_that_keeps_no_tiles() -> None:
    (name,) = UNCACHED
    group, member = name.removeprefix("DIKUAI_").lower().split("__")
    assert member in getattr(Settings(), group).model_dump()


def check_that_both_sides_answered(beside: Beside) -> None:
    there, here = beside.answers
    assert len(there.items) == len(here.items) == len(beside.question.ours)
    assert there.items == here.items or beside.question.is_of_tiles
    assert {*beside.comparisons} == {*beside.question.connections} <= {1, CONNECTIONS}
    for found in beside.comparisons.values():
        assert min(load.requests for load in (*found.base, *found.other)) > 0
