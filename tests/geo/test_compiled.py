import subprocess
import sys
from pathlib import Path

import numpy as np

from geo.compiled import compiled


@compiled
def summed(values):
    total = 0.0
    for value in values:
        total += value
    return total


def test_a_compiled_function_answers_as_its_python_does():
    assert summed(np.arange(10.0)) == summed.py_func(np.arange(10.0)) == 45


def test_functions_are_compiled_where_nothing_can_be_kept(tmp_path: Path) -> None:
    (tmp_path / "held.py").write_text(
        "from geo.compiled import compiled\n@compiled\ndef twice(x):\n    return 2 * x\nprint(twice(21))\n"
    )
    text = (
        "import sys; sys.path.insert(0, sys.argv[1]); from numba.core import config; "
        "from numba.core.caching import CacheImpl; CacheImpl._locator_classes = []; import held"
    )
    done = subprocess.run([sys.executable, "-c", text, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("42\n", 0), done.stderr
