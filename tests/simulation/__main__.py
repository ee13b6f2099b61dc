"""Runs seeds and tells what happened: ``python -m tests.simulation --seeds 9 --store vault --relay real``."""

import argparse
import hashlib
import sys
import time
import traceback
from collections import Counter

from tests.simulation.run import run
from tests.simulation.world import Variant


def main() -> int:
    """Run the seeds and return 1 if any broke a promise."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--store", choices=("model", "vault"), default="model")
    parser.add_argument("--relay", choices=("model", "real"), default="model")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no seed after so long")
    parser.add_argument("--trace", action="store_true", help="tell where each violation was found")
    asked = parser.parse_args()
    variant = Variant(asked.store, asked.relay)
    counts: Counter[str] = Counter()
    violations, began = [], time.perf_counter()
    told = hashlib.sha256()
    done = 0
    for seed in range(asked.first, asked.first + asked.seeds):
        if time.perf_counter() - began > asked.seconds:
            break
        done += 1
        try:
            one = run(seed, asked.steps, variant)
            counts += one.counts
            told.update(one.digest().encode())
        except Exception as error:  # noqa: BLE001  (whatever it is, the seed broke)
            violations.append(seed)
            sys.stderr.write(f"seed {seed}: {type(error).__name__} {str(error)[:300]}\n")
            if asked.trace:
                traceback.print_exc()
    seconds = time.perf_counter() - began
    sys.stdout.write(
        f"{asked.store} store, {asked.relay} relay: {done} seeds, {asked.steps} steps each, "
        f"{len(violations)} violations {violations[:20]}, {done / seconds:.1f} runs/s, "
        f"story {told.hexdigest()[:12]}\n"
    )
    sys.stdout.write("".join(f"{name:16} {count}\n" for name, count in sorted(counts.items())))
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
