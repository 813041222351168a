#!/usr/bin/env python3
"""Write collision_excess.csv, which tests/bounds/occupancy-spectrum.cpp reads.

    python3 tests/reference/make_collision_excess.py [--out FOLDER]      (needs numpy; a minute, no input, deterministic)

This program shares no code and no formula with rankcert. Columns n, d, value:
    value = n C - 1, C = the probability that two independent standard normal queries in R^d select the same of n
    independent standard normal keys (largest inner product); 6 significant digits, right up to a few units of the fifth.
Given the cosine t of the queries (density proportional to (1-t^2)^((d-3)/2)), the probability is
n times the integral of f(x,y;t) F(x,y;t)^(n-1), f and F the density and distribution function of two standard normals of
correlation t. F by Plackett's identity F = Phi(x) Phi(y) + integral over u in [0, asin t] of
exp(-(x^2 + y^2 - 2 x y sin u)/(2 cos^2 u))/(2 pi), Gauss-Legendre; the outer integrals by the trapezoidal rule on analytic
functions that vanish at both ends.
"""
import argparse
import math
import os

import numpy as np

NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)


def agreement(n, t):
    """P(two queries of cosine t select the same of n keys)."""
    x = np.linspace(-9.0, 9.0, 361)
    step = x[1] - x[0]
    cdf = np.array([0.5 * math.erfc(-v / math.sqrt(2)) for v in x])
    X, Y = np.meshgrid(x, x, indexing="ij")
    joint = np.outer(cdf, cdf)
    half = 0.5 * math.asin(t)
    for node, weight in zip(NODES, WEIGHTS):
        u = half * (1 + node)
        joint += half * weight * np.exp(-(X * X + Y * Y - 2 * X * Y * math.sin(u)) / (2 * math.cos(u) ** 2)) / (2 * math.pi)
    density = np.exp(-(X * X + Y * Y - 2 * X * Y * t) / (2 * (1 - t * t))) / (2 * math.pi * math.sqrt(1 - t * t))
    return n * float(np.sum(density * np.clip(joint, 0, 1) ** (n - 1))) * step * step


def excess(n, d):
    """n C - 1, over t = sin(a) with density proportional to cos(a)^(d-2), which is negligible beyond the last a."""
    last = min(1.35, 9.5 / math.sqrt(d))
    a = np.linspace(-last, last, 81)
    weight = np.cos(a) ** (d - 2)
    values = np.array([agreement(n, math.sin(v)) for v in a])
    return n * float(np.sum(weight * values) / np.sum(weight)) - 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default=os.path.dirname(os.path.abspath(__file__)))
    folder = parser.parse_args().out
    with open(os.path.join(folder, "collision_excess.csv"), "w") as out:
        out.write("n,d,value\n")
        for n in (10, 100, 1000):
            assert abs(n * agreement(n, 0.0) - 1) < 1e-9, n
            for d in (16, 64, 256, 1024):
                out.write(f"{n},{d},{excess(n, d):.5e}\n")


if __name__ == "__main__":
    main()
