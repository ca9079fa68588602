"""The land-plot library: records, units, coordinate systems, proximity and the stores. Knows no HTTP and no HTML."""
