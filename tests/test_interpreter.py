"""How the interpreter is set; looked at in a process of its own, because it is for life."""

import subprocess
import sys
from pathlib import Path

LOOK = """
import gc, sys
from bot import interpreter
interpreter.settle()
print(gc.get_freeze_count() > 0, gc.get_threshold()[0] == interpreter.YOUNG_OBJECTS, gc.isenabled())
print(abs(sys.getswitchinterval() - interpreter.SWITCH_SECONDS) < 1e-6)
"""


def test_what_is_there_is_spared_and_the_collector_still_runs() -> None:
    root = Path(__file__).parent.parent
    told = subprocess.run([sys.executable, "-c", LOOK], cwd=root, capture_output=True, check=True, text=True)
    assert told.stdout.split() == ["True"] * 4
