"""Steps of a scenario, a line each; the process exits 1 when one of them failed."""
import sys
import traceback

_failed = 0


def check(name, actual, expected=True):
    """Prints `ok name`, or `FAIL name` with what came and what was expected."""
    global _failed
    if actual == expected:
        print(f"ok {name}")
    else:
        _failed += 1
        print(f"FAIL {name}: {actual!r}, expected {expected!r}")


def broken(name):
    """To be called in `except`: the step ended with an exception, whose trace goes to stderr."""
    global _failed
    _failed += 1
    print(f"FAIL {name}: {sys.exc_info()[1]!r}")
    traceback.print_exc()


def finish():
    sys.exit(1 if _failed else 0)
