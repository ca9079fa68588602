"""Vector tiles: how the world is cut into tiles, and how what lies in one is written (Mapbox Vector Tile 2.1)."""
