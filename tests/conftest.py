"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no fault of the code: how long things take is measured in docs/bench.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
