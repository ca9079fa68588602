"""The service beside its peer: tipg on PostGIS, with the same plots, asked the same."""
