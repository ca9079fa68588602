from geo.tiles.cache import TileCache, TileKey


def key(number, collection="plots", version="v"):
    return TileKey(collection, version, number)


def test_a_tile_is_kept_and_one_of_another_version_is_another():
    cache = TileCache()
    cache.put(key(1), b"tile")
    assert cache.get(key(1)) == b"tile"
    assert cache.get(key(1, version="w")) is None
    assert cache.get(key(1, "places")) is None


def test_an_empty_tile_is_kept_too():
    cache = TileCache()
    cache.put(key(1), b"")
    assert cache.get(key(1)) == b""


def test_what_was_not_asked_for_the_longest_makes_room():
    cache = TileCache(5_000)
    for number in range(4):
        cache.put(key(number), bytes(1_000))
        cache.get(key(0))
    assert [number for number in range(4) if cache.get(key(number))] == [0, 2, 3]
    assert cache.bytes <= 5_000


def test_a_tile_that_is_put_again_counts_once():
    cache = TileCache()
    for size in (1_000, 200):
        cache.put(key(1), bytes(size))
    assert (len(cache), cache.bytes < 1_000) == (1, True)


def test_what_is_larger_than_the_room_is_not_kept():
    cache = TileCache(0)
    cache.put(key(1), b"tile")
    assert len(cache) == 0


def test_the_tiles_of_one_collection_are_forgotten():
    cache = TileCache()
    cache.put(key(1), b"a")
    cache.put(key(1, "places"), b"b")
    cache.empty("plots")
    assert (cache.get(key(1)), cache.get(key(1, "places"))) == (None, b"b")
