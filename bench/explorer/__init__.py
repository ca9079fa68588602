"""The explorer in a headless Chromium: what a view asks for, and how long its reader waits."""
