"""Prints 1,000,000 lines a second for some seconds, and writes into a file how many seconds that has taken.

printer.py SECONDS FILE
"""

import os
import sys
import time

BLOCKS = 100  # a second

seconds, file = int(sys.argv[1]), sys.argv[2]
lines = b"".join(b"step %d loss 0.5%03d lr 0.001\n" % (i, i % 1000) for i in range(1_000_000 // BLOCKS))
start = time.monotonic()
for block in range(1, BLOCKS * seconds + 1):
    rest = memoryview(lines)
    while rest:
        rest = rest[os.write(1, rest):]
    time.sleep(max(0.0, start + block / BLOCKS - time.monotonic()))
with open(file, "w") as took:
    took.write(repr(time.monotonic() - start))
