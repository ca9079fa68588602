"""The service: an OGC API over a catalogue."""
