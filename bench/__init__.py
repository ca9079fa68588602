"""Measurements of the service, written to RESULTS.md as ratios that another machine can repeat."""
