"""Tests of plug-ins run in environments of their own: `dangmai test --plugins` makes them and says which."""

from __future__ import annotations

import os

collect_ignore_glob = [] if "DANGMAI_PLUGIN" in os.environ else ["test_*.py"]
