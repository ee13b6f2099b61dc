"""How fast and how small the product is, each figure beside a yardstick of the same run.

``python -m tests.benchmarks`` prints the table. Times on a shared machine are noise; ratios to the
yardstick of the same run are what counts. No test asserts a time.
"""
