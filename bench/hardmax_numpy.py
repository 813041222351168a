#!/usr/bin/env python3
"""The NumPy program that bench/hardmax_rank.cpp is compared with: chunked Q @ K.T and argmax in float32.

Usage: hardmax_numpy.py N D_H [RUNS]. Prints two words: the seconds of the fastest run over all chunk sizes, and that
size. The random numbers are not timed. BLAS has as many threads as OPENBLAS_NUM_THREADS says.
"""
import sys
import time

import numpy as np


def rank(queries, keys, chunk):
    n = len(queries)
    winners = np.empty(n, np.int64)
    for first in range(0, n, chunk):
        scores = queries[first : first + chunk] @ keys.T
        winners[first : first + chunk] = scores.argmax(axis=1)
    return len(np.unique(winners))


def seconds(queries, keys, chunk):
    start = time.perf_counter()
    rank(queries, keys, chunk)
    return time.perf_counter() - start


def main():
    n, d_h = int(sys.argv[1]), int(sys.argv[2])
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    generator = np.random.default_rng(1)
    queries = generator.standard_normal((n, d_h), dtype=np.float32)
    keys = generator.standard_normal((n, d_h), dtype=np.float32)
    chunks = [c for c in (32, 64, 128, 256, 512, 1024, 2048) if c <= n]
    seconds(queries[: min(n, 4096)], keys, 256)  # warm up
    print(*min((seconds(queries, keys, chunk), chunk) for chunk in chunks for _ in range(runs)))


if __name__ == "__main__":
    main()
