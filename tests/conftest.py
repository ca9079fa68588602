"""What every test shares: how hypothesis looks for counter-examples."""

from hypothesis import settings

settings.register_profile("ci", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=2_000)
settings.load_profile("ci")

pytest_plugins = ["tests.server"]
