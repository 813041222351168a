#!/usr/bin/env python3
"""Write the reference values that the tests of rankcert read.

    python3 tests/reference/make_reference.py [--out FOLDER]      (needs mpmath; a few minutes, no input, deterministic)

This program shares no code with rankcert. Where rankcert uses a closed form, the value here comes another way:
dimensions from generating functions, infinite sums from Euler-Maclaurin, the target's correlation with a head from a
quadrature instead of a series. Everything but head_target.csv (34 digits) is computed with at least 60 digits; a value
written with k digits is right up to one unit of its k-th digit, so a test should allow a relative difference of
10^(1-k).

Every file is CSV: one header line, comma separated, no quoting unless a field holds a comma (then in double quotes).
A rational is written "p" or "p/q"; a decimal as "-d.ddde-N".

sign_mass.csv       m, l, value
    value = eta_l^2 = N(m,l) lambda_l^2, the mass of sign(t) in the spherical harmonics of degree l on S^(m-1); l odd.
dimensions.csv      quantity, n, l, value
    N: dimension of the harmonics of degree l on R^n = coefficient of x^l in (1+x)/(1-x)^(n-1), n >= 2.
    M: dimension of the forms of degree l in n variables = coefficient of x^l in 1/(1-x)^n, n >= 1.
    Dsharp: coefficient of x^l in (2+x+x^2)/(1-x)^n (2M(n,l)+M(n,l-1)+M(n,l-2)), n >= 1. Exact integers.
low_rank_bound.csv  d, r, H, L, kind, value, limit
    kind "general": D = Dsharp; "scalar": D = M. m = d-1, c_l = max(0, 1 - H D(r,l)/N(m,l)).
    value = 1/2 [ sum over odd l <= L of eta_l^2 c_l + (1 - sum over odd l <= L of eta_l^2) c_(L+2) ]; L odd.
    limit = 1/2 sum over all odd l of eta_l^2 c_l.
functions.csv       function, arguments, value
    arguments: rationals separated by one space. 40 digits.
    Phi, Phic: standard normal distribution function and its complement; lgamma: log|Gamma|; besseli(nu,z) = I_nu(z);
    besselie(nu,z) = exp(-z) I_nu(z).
integrals.csv       expression, value, closed_form
    expression in the language of claims; value with 40 digits; closed_form says what the value is.
mean_confidence.csv sample, mu, capital_lower, capital_upper
    sample: rationals in [0,1] separated by one space. With G = {1/8, 1/4, 1/2, 3/4, 15/16}:
    capital_lower = mean over c in G of prod_i (1 + c (x_i/mu - 1)),
    capital_upper = mean over c in G of prod_i (1 + c ((1-x_i)/(1-mu) - 1)). Exact rationals. 0 < mu < 1.
head_target.csv     d, rho, value
    value = E<head, NN> for one rank-one hardmax head with V = I, <q,k> = rho (q, k unit vectors), y uniform on S^(d-1),
    by quadrature. 25 digits.
"""
import argparse
import csv
import os
from fractions import Fraction

from mpmath import mp, mpf, mpmathify

mp.dps = 60


def text(x, digits):
    """x in scientific notation with the given number of significant digits."""
    if x == 0:
        return "0"
    s = mp.nstr(x, digits, strip_zeros=False, min_fixed=1, max_fixed=0)
    mantissa, _, exponent = s.partition("e")
    return f"{mantissa}e{int(exponent or 0)}"


def real(q):
    q = Fraction(q)
    return mpf(q.numerator) / q.denominator


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)
    print(f"{name}: {len(rows)} rows")


# ---------------------------------------------------------------------------------------------- series and dimensions
def series(numerator, power, length):
    """Coefficients 0..length-1 of numerator(x) / (1-x)^power, by repeated partial sums."""
    c = list(numerator[:length]) + [0] * (length - len(numerator))
    for _ in range(power):
        for i in range(1, length):
            c[i] += c[i - 1]
    return c


_cache = {}


def coefficient(kind, n, l):
    if l < 0:
        return 0
    key = (kind, n)
    if key not in _cache or len(_cache[key]) <= l:
        numerator, power = {"N": ([1, 1], n - 1), "M": ([1], n), "Dsharp": ([2, 1, 1], n)}[kind]
        _cache[key] = series(numerator, power, max(64, 2 * l))
    return _cache[key][l]


def dimensions():
    rows = []
    for kind, sizes in (("N", [2, 3, 4, 5, 9, 15, 63, 1023]), ("M", [1, 2, 3, 4, 8, 32, 512]),
                        ("Dsharp", [1, 2, 3, 4, 5, 8, 32])):
        for n in sizes:
            for l in (0, 1, 2, 3, 5, 8, 51, 101):
                rows.append((kind, n, l, coefficient(kind, n, l)))
    return rows


# ------------------------------------------------------------------------------------------------- masses of the sign
def sign_lambda(m, l):
    """integral of sign(t) P_l(t) over the law of a coordinate on S^(m-1), by Rodrigues' formula (l odd)."""
    m, l = mpf(m), int(l)
    sign = -1 if (l // 2) % 2 else 1
    return sign * 2 * mp.exp(mp.loggamma(m / 2) - mp.loggamma(mpf(l) + (m - 1) / 2) + mp.loggamma(l)
                             - l * mp.log(2)) / mp.sqrt(mp.pi) * mp.binomial(l + (m - 3) / 2, (l - 1) // 2)


def sign_mass(m, l):
    return coefficient("N", m, l) * sign_lambda(m, l) ** 2


def check_sign_lambda():
    """Against the integral itself, with the Legendre-type polynomial from its three-term recurrence."""
    for m, l in ((2, 3), (3, 5), (5, 7), (9, 1), (9, 5), (15, 11)):
        def p(t):
            a, b = mpf(1), t
            for k in range(1, l):
                a, b = b, ((2 * k + m - 2) * t * b - k * a) / (k + m - 2)
            return b
        w = mp.gamma(mpf(m) / 2) / mp.sqrt(mp.pi) / mp.gamma(mpf(m - 1) / 2)
        v = 2 * w * mp.quad(lambda a: p(mp.sin(a)) * mp.cos(a) ** (m - 2), [0, mp.pi / 4, mp.pi / 2])
        assert abs(v - sign_lambda(m, l)) < mpf(10) ** -45, (m, l)


def masses():
    check_sign_lambda()
    return [(m, l, text(sign_mass(m, l), 30)) for m in list(range(2, 13)) + [15, 31, 63, 127, 1023]
            for l in (1, 3, 5, 7, 21, 101, 201)]


# ---------------------------------------------------------------------------------------------------------- the bound
def dimension(kind, r, l):
    return coefficient("Dsharp" if kind == "general" else "M", r, l)


_mass = {}


def mass_list(m, top):
    """eta_1^2, eta_3^2, ... up to degree top, by the recurrence from eta_1^2 = m lambda_1^2."""
    out = _mass.setdefault(m, [m * sign_lambda(m, 1) ** 2])
    while 2 * len(out) - 1 < top:
        l = 2 * len(out) - 1
        out.append(out[-1] * ((2 * l + m + 2) * (l + m - 1) * (l + m - 2) * l * l)
                   / ((2 * l + m - 2) * (l + 1) * (l + 2) * (l + m) ** 2))
    return out


def active(kind, m, r, H, l):
    """max(0, 1 - H D/N) at degree l."""
    ratio = Fraction(H * dimension(kind, r, l), coefficient("N", m, l))
    return real(1 - ratio) if ratio < 1 else mpf(0)


def truncated(kind, d, r, H, L):
    m = d - 1
    eta = mass_list(m, L)
    total = mpf(0)
    for l in range(1, L + 1, 2):
        total += eta[(l - 1) // 2] * active(kind, m, r, H, l)
    rest = 1 - mp.fsum(eta[:(L + 1) // 2])
    return (total + rest * active(kind, m, r, H, L + 2)) / 2, rest * (1 - active(kind, m, r, H, L + 2)) / 2


def limit(kind, d, r, H):
    """The whole sum: 1/2 [1 - sum_{l<l0} eta^2 - H sum_{l>=l0} D lambda^2], l0 the first odd degree with H D < N
    (D/N is nonincreasing, which is asserted on the way); the last sum by Euler-Maclaurin from degree L0 on."""
    m = d - 1
    l0 = 1
    last = None
    while True:
        ratio = Fraction(H * dimension(kind, r, l0), coefficient("N", m, l0))
        assert last is None or ratio <= last
        last = ratio
        if ratio < 1:
            break
        l0 += 2
    L0 = max(l0, 2 * m + 101)
    L0 += 1 - L0 % 2
    eta = mass_list(m, L0)
    head = mp.fsum(eta[:(l0 - 1) // 2])
    middle = mp.fsum(real(Fraction(dimension(kind, r, l), coefficient("N", m, l))) * eta[(l - 1) // 2]
                     for l in range(l0, L0, 2))

    def forms(x, shift):
        x = x - shift
        v = mpf(1)
        for i in range(1, r):
            v = v * (x + i) / i
        return v

    def term(j):  # D(r,l) lambda_l^2 at l = L0 + 2j, for real or complex j
        l = L0 + 2 * j
        D = forms(l, 0) if kind == "scalar" else 2 * forms(l, 0) + forms(l, 1) + forms(l, 2)
        return D * mp.exp(2 * (mp.loggamma(l / 2) + mp.loggamma(mpf(m) / 2) - mp.loggamma((l + m) / 2))) / mp.pi ** 2

    # Taylor coefficients of term at 0 from a circle of radius rho (Cauchy, trapezoidal: error about (rho/L0*2)^points)
    points, rho = 96, mpf(L0) / 8
    values = [term(rho * mp.expjpi(mpf(2 * k) / points)) for k in range(points)]

    def taylor(n):
        return (mp.fsum(v * mp.expjpi(-mpf(2 * k * n) / points) for k, v in enumerate(values)) / points / rho ** n).real

    tail = term(mpf(0)) / 2 + mp.quad(lambda s: term(1 / s - 1) / s ** 2 if s > 0 else mpf(0),
                                      [0, mpf(1) / 1000, mpf(1) / 30, 1])
    for k in range(1, 16):
        tail -= mp.bernoulli(2 * k) / (2 * k) * taylor(2 * k - 1)
    value = (1 - head - H * (middle + tail)) / 2
    # the certified bracket: value at L <= limit <= value + gap
    v, gap = truncated(kind, d, r, H, L0)
    assert v - mpf(10) ** -32 <= value <= v + gap + mpf(10) ** -32, (kind, d, r, H)
    return value


def bounds():
    cases = [(10, 1, 64, (5, 99, 999)), (64, 1, 1024, (99, 999)), (64, 4, 1024, (99, 999)), (128, 8, 10**6, (99, 999)),
             (4, 1, 0, (1,)), (4, 1, 1, (1, 11, 101)), (4, 1, 2, (101,)), (5, 1, 1, (21,)), (5, 2, 1, (21,)),
             (5, 2, 3, (201,)), (6, 1, 6, (51,)), (7, 1, 8, (51,)), (8, 2, 2, (51,)), (8, 5, 1, (51,)),
             (8, 5, 3, (301,)), (16, 13, 1, (99,)), (16, 2, 1000, (99,)), (32, 4, 10**5, (99,)),
             (64, 61, 1, (99,)), (64, 32, 100, (99,)), (256, 16, 2**20, (41,)), (1024, 1, 2**20, (21,)),
             (1024, 8, 2**40, (21,))]
    rows = []
    for d, r, H, degrees in cases:
        for kind in ("general", "scalar"):
            lim = limit(kind, d, r, H)
            for L in degrees:
                rows.append((d, r, H, L, kind, text(truncated(kind, d, r, H, L)[0], 30), text(lim, 30)))
    published = {("general", 10, 1, 64): "0.0982800193108971659", ("scalar", 10, 1, 64): "0.137881772405849291",
                 ("general", 64, 4, 1024): "0.124477528559146899", ("scalar", 64, 4, 1024): "0.153540873085189285",
                 ("general", 128, 8, 10**6): "0.101354641370633875", ("scalar", 128, 8, 10**6): "0.102058614857666243",
                 ("general", 64, 1, 1024): "0.174050525319516778", ("scalar", 64, 1, 1024): "0.17787805657308408"}
    for row in rows:
        key = (row[4], row[0], row[1], row[2])
        if key in published:
            assert abs(mpf(row[6]) / mpf(published[key]) - 1) < mpf(10) ** -16, row
    return rows


# ---------------------------------------------------------------------------------------------------------- functions
def functions():
    tiny, huge = "1/1" + "0" * 30, "1000000"
    phi = lambda x: mp.erfc(-x / mp.sqrt(2)) / 2
    table = {
        "sqrt": (mp.sqrt, ["0", "1/4", "2", "1/3", tiny, huge, "123456789/1000", "1" + "0" * 40, "99999/100000", "5"]),
        "exp": (mp.exp, ["0", "1", "-1", "1/3", tiny, "-" + tiny, "100", "-1000", "1000000", "-1000000", "-7/2"]),
        "log": (mp.log, ["1", "2", "1/3", tiny, huge, "1000001/1000000", "999999/1000000", "10", "1/1000000",
                         "1" + "0" * 30]),
        "sin": (mp.sin, ["0", "1", "-1", tiny, huge, "22/7", "355/113", "-1/3", "100", "3/2"]),
        "cos": (mp.cos, ["0", "1", "-1", tiny, huge, "11/7", "355/226", "-1/3", "100", "3/2"]),
        "asin": (mp.asin, ["0", "1", "-1", "1/2", "-1/2", tiny, "-" + tiny, "999999/1000000", "-999999/1000000", "1/3",
                           "99999999999999999999/100000000000000000000"]),
        "atan": (mp.atan, ["0", "1", "-1", tiny, huge, "-" + huge, "1/2", "7/3", "-1/1000", "1" + "0" * 30]),
        "sinh": (mp.sinh, ["0", "1", "-1", tiny, "1/2", "100", "-100", "1000", "-1/1000000", "7/3"]),
        "cosh": (mp.cosh, ["0", "1", "-1", tiny, "1/2", "100", "-100", "1000", "-1/1000000", "7/3"]),
        "tanh": (mp.tanh, ["0", "1", "-1", tiny, "1/2", "20", "-20", "1/1000000", "-7/3", "40"]),
        "erf": (mp.erf, ["0", "1", "-1", tiny, "1/2", "3", "-3", "6", "1/1000000", "-5/2"]),
        "erfc": (mp.erfc, ["0", "1", "-1", tiny, "1/2", "10", "-10", "30", "100", "-5/2"]),
        "expm1": (mp.expm1, ["0", "1", "-1", tiny, "-" + tiny, "100", "-100", "1/1000000", "-7/2", "1000"]),
        "log1p": (mp.log1p, ["0", "1", "-1/2", tiny, "-" + tiny, huge, "-999999/1000000", "1/1000000", "7/2",
                             "-1/1000000"]),
        "Phi": (phi, ["0", "1", "-1", "8", "-8", "-40", "40", tiny, "3/2", "-5/2"]),
        "Phic": (lambda x: phi(-x), ["0", "1", "-1", "8", "-8", "40", "-40", tiny, "3/2", "100"]),
        "gamma": (mp.gamma, ["1", "1/2", "5", "1/3", "-1/2", "-7/2", "1001/10", "1/1000000", "171", "-999/100",
                              "1000"]),
        "lgamma": (mp.loggamma, ["1", "2", "1/2", "5", "1/3", "1/1000000", "1000000", "1001/10", "1000001/1000000",
                                 "5/2", tiny]),
        "factorial": (mp.factorial, ["0", "1", "2", "5", "10", "20", "50", "100", "170", "1000"]),
        "binomial": (mp.binomial, ["0 0", "5 2", "10 0", "10 10", "64 32", "100 3", "1000 500", "5 7", "1023 8",
                                   "1/2 3", "-3 2", "1000000 3"]),
        "besseli": (mp.besseli, ["0 0", "0 1", "1 1", "1/2 1", "13/2 1", "10 1/100", "0 100", "215/2 1000",
                                 "3 1/1000000", "15/2 50"]),
        "besselie": (lambda nu, z: mp.besseli(nu, z) * mp.exp(-z),
                     ["0 0", "0 1", "1 1", "1/2 1", "13/2 1", "10 1/100", "0 100", "215/2 1000", "15/2 5000",
                      "215/2 5000", "3/2 1000000"]),
    }
    rows = []
    for name, (f, arguments) in table.items():
        for a in arguments:
            mp.dps = 120
            # exact squares etc. are exact in mpmath too; 120 digits cover every cancellation in this list
            value = mpmathify(f(*[real(q) for q in a.split()]))
            mp.dps = 60
            assert not hasattr(value, "imag") or value.imag == 0
            rows.append((name, a, text(value.real, 40)))
    return rows


# ---------------------------------------------------------------------------------------------------------- integrals
def integrals():
    pi, half = mp.pi, mpf(1) / 2
    rows = []

    def add(expression, value, closed, check=None):
        if check is not None:
            f, points = check
            assert abs(mp.quad(f, points) - value) < mpf(10) ** -30 * (1 + abs(value)), expression
        rows.append((expression, text(value, 40), closed))

    add("integral(t = -1..1, sqrt(1-t^2))", pi / 2, "pi/2")
    for m in range(2, 10):
        e = Fraction(m - 3, 2)
        add(f"integral(t = -1..1, (1-t^2)^({e}))", mp.beta(half, mpf(m - 1) / 2), f"B(1/2,{Fraction(m - 1, 2)})",
            (lambda a, m=m: mp.cos(a) ** (m - 2), [-pi / 2, 0, pi / 2]))
    add("integral(t = 0..1, (1-t^2)^(3/2)*t^4)", mp.beta(mpf(5) / 2, mpf(5) / 2) / 2, "B(5/2,5/2)/2")
    add("integral(t = 0..1, t*(1-t^2)^(-1/2))", mpf(1), "1")
    add("integral(t = -inf..inf, exp(-t^2/2))", mp.sqrt(2 * pi), "sqrt(2 pi)")
    add("integral(t = -inf..inf, t^2*exp(-t^2/2))", mp.sqrt(2 * pi), "sqrt(2 pi)")
    add("integral(t = -inf..inf, Phi(t)*exp(-t^2/2))", mp.sqrt(2 * pi) / 2, "sqrt(2 pi)/2")
    add("integral(t = -inf..inf, Phi(t)^9*exp(-t^2/2))", mp.sqrt(2 * pi) / 10, "sqrt(2 pi)/10")
    add("integral(t = 1..inf, exp(-t^2/2))", mp.sqrt(pi / 2) * mp.erfc(1 / mp.sqrt(2)), "sqrt(pi/2) erfc(1/sqrt2)")
    for d in (1, 2, 3, 8, 16):
        add(f"integral(t = 0..inf, t^{d - 1}*exp(-t^2/2))", mpf(2) ** (mpf(d) / 2 - 1) * mp.gamma(mpf(d) / 2),
            f"2^({d}/2-1) Gamma({d}/2)")
    add("integral(t = -inf..0, exp(t))", mpf(1), "1")
    add("integral(t = -1..2, abs(t))", mpf(5) / 2, "5/2")
    add("integral(t = 0..1, 1/(1+t^2))", pi / 4, "pi/4")
    add("integral(t = 1..2, log(t))", 2 * mp.log(2) - 1, "2 log 2 - 1")
    add("integral(t = 0..pi, sin(t))", mpf(2), "2")
    add("integral(t = 2..1, t)", -mpf(3) / 2, "-3/2")
    add("integral(t = 3..3, exp(t))", mpf(0), "0")
    add("integral(t = 0..1/2, asin(t))", pi / 12 + mp.sqrt(3) / 2 - 1, "pi/12+sqrt(3)/2-1")
    add("integral(s = 0..1, integral(t = 0..1, s*t))", mpf(1) / 4, "1/4")
    add("integral(s = 0..1, integral(t = 0..1, exp(s+t)))", (mp.e - 1) ** 2, "(e-1)^2")
    add("integral(t = -1..1, max(t, 0))", half, "1/2")
    return rows


# ---------------------------------------------------------------------------------------------------- mean confidence
def mean_confidence():
    grid = [Fraction(1, 8), Fraction(1, 4), Fraction(1, 2), Fraction(3, 4), Fraction(15, 16)]
    samples = ["0", "1", "1/2", "0 1", "1/4 3/4 1/2", "0 0 0 0", "1 1 1 1", "13/25 53/100 51/100 26/50 27/50",
               "0 1/3 2/3 1 1/7"]
    rows = []
    for sample in samples:
        xs = [Fraction(x) for x in sample.split()]
        for mu in (Fraction(1, 10), Fraction(1, 2), Fraction(79, 125), Fraction(99, 100)):
            low = high = Fraction(0)
            for c in grid:
                a = b = Fraction(1)
                for x in xs:
                    a *= 1 + c * (x / mu - 1)
                    b *= 1 + c * ((1 - x) / (1 - mu) - 1)
                low += a / len(grid)
                high += b / len(grid)
            rows.append((sample, mu, low, high))
    return rows


# -------------------------------------------------------------------------------------------------- heads against NN
def head_target():
    """1/2 + (1/pi) E[asin(t) G(t rho / sqrt((1-t^2)(1-rho^2)))], t = <w,q>, G(x) = P(|s|<x) signed, s a coordinate on
    S^(d-2): from E_y sign<w,y>sign<q,y> = (2/pi) asin<w,q>, then the law of <k,w> given <q,w>."""
    rows = []
    saved, mp.dps = mp.dps, 34
    for d in (3, 4, 5, 10, 64):
        w = mp.gamma(mpf(d) / 2) / mp.sqrt(mp.pi) / mp.gamma(mpf(d - 1) / 2)
        for rho in ("0", "1/10", "-1/2", "1/2", "9/10", "1", "-1"):
            q = Fraction(rho)
            if abs(q) == 1:
                value = 2 * w * mp.quad(lambda a: a * mp.cos(a) ** (d - 2), [0, mp.pi / 4, mp.pi / 2])
                value = value if q > 0 else -value
            else:
                c = mp.asin(real(q))  # t = sin a; <k,w> has the sign of t for sure once |a| > pi/2 - |c|
                edge = mp.pi / 2 - abs(c)

                def g(a):
                    x = abs(mp.tan(a) * mp.tan(c))
                    if x >= 1:
                        return mpf(1)
                    return mp.betainc(mpf(1) / 2, mpf(d - 2) / 2, 0, x * x, regularized=True)

                value = mpf(0)
                if c != 0:
                    value = 2 * w * mp.quad(lambda a: a * mp.cos(a) ** (d - 2) * g(a), [0, edge / 2, edge, mp.pi / 2])
                if c < 0:
                    value = -value
            rows.append((d, rho, text(mpf(1) / 2 + value / mp.pi, 25)))
            # the series, as a check of this program (it is what rankcert sums)
            if d >= 5:
                total = mpf(0)
                p0, p1 = mpf(1), real(q)
                for l in range(1, 400, 2):
                    total += coefficient("N", d, l) * sign_lambda(d, l) ** 3 * p1
                    for k in (l, l + 1):
                        p0, p1 = p1, ((2 * k + d - 2) * real(q) * p1 - k * p0) / (k + d - 2)
                tail = abs(sign_lambda(d, 401))
                assert abs(mpf(1) / 2 + total / 2 - (mpf(1) / 2 + value / mp.pi)) <= tail / 2 + mpf(10) ** -24, (d, rho)
    mp.dps = saved
    return rows


# ------------------------------------------------------------------------------------------ singular values of doubles
def matrix_entries(name, rows, columns):
    """The rows of the named matrix, entries doubles."""
    if name == "hilbert":
        return [[1.0 / (i + j + 1) for j in range(columns)] for i in range(rows)]
    if name == "kahan":  # upper triangular, sine 4/5, cosine 3/5
        power, a = 1.0, []
        for i in range(rows):
            a.append([0.0] * i + [power] + [-0.6 * power] * (columns - i - 1))
            power *= 0.8
        return a
    if name == "exponential":  # companion matrix of rows! (1 + x + ... + x^rows/rows!)
        a = [[1.0 if j == i - 1 else 0.0 for j in range(columns)] for i in range(rows)]
        coefficient = 1.0
        for j in range(columns):
            coefficient *= rows - j
            a[0][j] = -coefficient
        return a
    if name == "integers":
        return [[float((i * i + 3 * i * j + 7 * j) % 11 - 5) for j in range(columns)] for i in range(rows)]
    if name == "rank-two":
        return [[float((i + 1) * (j + 1) + (i % 2) * (j % 2)) for j in range(columns)] for i in range(rows)]
    if name == "graded":
        return [[(i * j % 3 + 1.0) / 4.0 ** (i + j) for j in range(columns)] for i in range(rows)]
    raise ValueError(name)


def singular_values():
    saved, mp.dps = mp.dps, 120
    rows = []
    for name, m, n in (("hilbert", 1, 1), ("hilbert", 5, 5), ("hilbert", 12, 12), ("hilbert", 20, 20), ("hilbert", 9, 4),
                       ("kahan", 24, 24), ("exponential", 10, 10), ("exponential", 26, 26), ("exponential", 30, 30),
                       ("integers", 7, 4), ("integers", 4, 7), ("integers", 9, 9), ("integers", 1, 6), ("integers", 6, 1),
                       ("rank-two", 8, 6), ("rank-two", 5, 5), ("graded", 12, 9)):
        a = mp.matrix(matrix_entries(name, m, n))
        if m < n:
            a = a.T
        values = sorted(mp.svd_r(a, compute_uv=False), reverse=True)
        assert abs(sum(v * v for v in values) - sum(x * x for x in a)) <= mpf(10) ** -100 * values[0] ** 2, name
        for k, v in enumerate(values):
            rows.append((name, m, n, k, text(v if v > mpf(10) ** -70 * values[0] else mpf(0), 40)))
    mp.dps = saved
    return rows


def main():
    parser = argparse.ArgumentParser(description="write the reference values of the tests")
    parser.add_argument("--out", default=os.path.dirname(os.path.abspath(__file__)))
    out = parser.parse_args().out
    write(out, "dimensions.csv", ("quantity", "n", "l", "value"), dimensions())
    write(out, "sign_mass.csv", ("m", "l", "value"), masses())
    write(out, "functions.csv", ("function", "arguments", "value"), functions())
    write(out, "integrals.csv", ("expression", "value", "closed_form"), integrals())
    write(out, "mean_confidence.csv", ("sample", "mu", "capital_lower", "capital_upper"), mean_confidence())
    write(out, "head_target.csv", ("d", "rho", "value"), head_target())
    write(out, "singular_values.csv", ("matrix", "rows", "columns", "k", "value"), singular_values())
    write(out, "low_rank_bound.csv", ("d", "r", "H", "L", "kind", "value", "limit"), bounds())


if __name__ == "__main__":
    main()
