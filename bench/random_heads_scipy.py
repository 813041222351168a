#!/usr/bin/env python3
"""The SciPy program that bench/random_heads.cpp is compared with: the Gram matrix of random heads and its solve.

Usage: random_heads_scipy.py D H [RUNS]. Prints the seconds of the fastest run, the random numbers and the right side not
timed. BLAS has as many threads as OPENBLAS_NUM_THREADS says. Nothing is verified.
"""
import sys
import time

import numpy as np
import scipy.linalg


def seconds(queries, keys, right_side):
    start = time.perf_counter()
    gram = np.arcsin(np.clip(queries @ queries.T, -1, 1))
    gram *= np.arcsin(np.clip(keys @ keys.T, -1, 1))
    gram *= 2 / np.pi**2
    gram += 0.5
    np.fill_diagonal(gram, 1)
    scipy.linalg.solve(gram, right_side, assume_a="pos", overwrite_a=True, check_finite=False)
    return time.perf_counter() - start


def main():
    d, heads = int(sys.argv[1]), int(sys.argv[2])
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    generator = np.random.default_rng(1)
    queries, keys = generator.standard_normal((2, heads, d))
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    keys /= np.linalg.norm(keys, axis=1, keepdims=True)
    right_side = 0.5 + 0.1 * (queries * keys).sum(axis=1)
    seconds(queries[:512], keys[:512], right_side[:512])  # warm up
    print(min(seconds(queries, keys, right_side) for _ in range(runs)))


if __name__ == "__main__":
    main()
