#!/usr/bin/python3
"""Writes sign_spectrum.csv: the sign operator's spectrum and moments of matrices sampled from it, with mpmath at 40 digits.

Independent of the tool's formulas: eigenvalues by quadrature of the Gegenbauer polynomial, multiplicities as differences
of binomials, power sums by quadrature of iterated kernels or by summing the spectrum, means and variances by adding up
expectations over all coincidence patterns of the indices.
"""
import itertools

import mpmath as mp

mp.mp.dps = 40


def multiplicity(m, l):
    forms = lambda j: mp.binomial(j + m - 1, m - 1) if j >= 0 else mp.mpf(0)
    return forms(l) - forms(l - 2)


def eigenvalue(m, l):
    a = mp.mpf(m - 2) / 2
    weight = lambda t: (1 - t * t) ** (mp.mpf(m - 3) / 2)
    if m == 2:
        poly = lambda t: mp.chebyt(l, t)
    else:
        poly = lambda t: mp.gegenbauer(l, a, t) / mp.gegenbauer(l, a, 1)
    total = mp.quad(weight, [-1, 0, 1])
    return 2 * mp.quad(lambda t: poly(t) * weight(t), mp.linspace(0, 1, l + 2)) / total


def arcsine_power(m, q):
    weight = lambda u: mp.cos(u) ** (m - 2)
    return mp.quad(lambda u: (2 * u / mp.pi) ** q * weight(u), [0, mp.pi / 2]) / mp.quad(weight, [0, mp.pi / 2])


def sixth_power(m, terms):
    """sum N lambda^6 over `terms` odd degrees, eigenvalues by the integral (1/pi) int_0^1 x^(l/2-1) (1-x)^(m/2-1) dx."""
    return mp.fsum(multiplicity(m, l) * (mp.beta(mp.mpf(l) / 2, mp.mpf(m) / 2) / mp.pi) ** 6 for l in range(1, 2 * terms, 2))


def partitions(size):
    """All ways to identify `size` indices, as tuples of block numbers."""
    for labels in itertools.product(range(size), repeat=size):
        if all(labels[i] <= max(labels[:i], default=-1) + 1 for i in range(size)):
            yield labels


def falling(n, k):
    return mp.fprod(n - i for i in range(k))


def expectation(edges, tau):
    """E of the product of signs over `edges` (w, y): even multiplicities cancel; then vertices of degree 0 drop, and what
    remains here is empty or a cycle of length 4 or 6."""
    odd = {}
    for edge in edges:
        odd[edge] = odd.get(edge, 0) ^ 1
    left = [edge for edge, parity in odd.items() if parity]
    return {0: mp.mpf(1), 4: tau.get(4), 6: tau.get(6)}[len(left)]


def mean_moment(n, p, tau):
    total = mp.mpf(0)
    for i in partitions(p):
        for j in partitions(p):
            edges = [(i[k], j[k]) for k in range(p)] + [(i[(k + 1) % p], j[k]) for k in range(p)]
            total += falling(n, max(i) + 1) * falling(n, max(j) + 1) * expectation(edges, tau)
    return total / mp.mpf(n) ** (2 * p)


def main():
    degrees = {3: 1500, 4: 800, 9: 200}
    with open(__file__.rsplit("/", 1)[0] + "/sign_spectrum.csv", "w", encoding="ascii") as out:
        out.write("kind,m,n,k,value\n")

        def row(kind, m, n, k, value):
            out.write(f"{kind},{m},{n},{k},{mp.nstr(value, 20, strip_zeros=False)}\n")

        for m in (3, 4, 9, 31):
            for l in (1, 3, 7):
                row("eigenvalue", m, 0, l, abs(eigenvalue(m, l)))
        for m in (3, 4, 9):
            values = [(abs(eigenvalue(m, l)) ** 2, int(multiplicity(m, l))) for l in (1, 3, 5, 7)]
            squares = [s for s, copies in values for _ in range(min(copies, 400))]
            for k in (1, m - 1, m, m + 1, m + int(multiplicity(m, 3)), m + int(multiplicity(m, 3)) + 5):
                row("error", m, 0, k, 1 - mp.fsum(squares[:k]))
            tau = {4: arcsine_power(m, 2), 6: sixth_power(m, degrees[m])}
            row("fourth", m, 0, 0, tau[4])
            row("arcsine4", m, 0, 0, arcsine_power(m, 4))
            for n in (2, 3, 10, 1000):
                row("mean", m, n, 2, mean_moment(n, 2, tau))
                row("mean", m, n, 3, mean_moment(n, 3, tau))


main()
