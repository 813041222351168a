#!/usr/bin/env python3
"""Writes exact.itl and rounded.itl, the conformance tables of rankcert-itl: `python3 make_tables.py` in this folder.

exact.itl: sets of values by exact reasoning in Python's fractions (corners of products, cases of division by intervals
that contain zero, IEEE 1788-2015 table 9.1); only those whose ends are dyadic. rounded.itl: by mpmath at 3000 bits,
rounded outward to binary64. Nothing here comes from rankcert.
"""
import math
from fractions import Fraction as F

import mpmath

mpmath.mp.prec = 3000
INF = math.inf
TINY, LEAST_NORMAL = F(1, 2**1074), F(1, 2**1022)
HUGE = F(2)**1024 - F(2)**971


def is_dyadic(x):
    return x in (INF, -INF) or F(x).denominator & (F(x).denominator - 1) == 0


def number(x):
    if x in (INF, -INF):
        return "infinity" if x > 0 else "-infinity"
    x = F(x)
    mantissa, exponent = abs(x.numerator), -(x.denominator.bit_length() - 1)
    while mantissa and mantissa % 2 == 0:
        mantissa, exponent = mantissa // 2, exponent + 1
    if mantissa == 0:
        return "0"
    sign = "-" if x < 0 else ""
    if 0 <= exponent < 10 and mantissa << exponent < 10**6:
        return f"{sign}{mantissa << exponent}"
    return f"{sign}0x{mantissa:X}p{exponent}"


def text(x):
    if isinstance(x, bool):
        return "true" if x else "false"
    if isinstance(x, (int, F)):
        return number(x)
    if x is None:
        return "[empty]"
    if x == (-INF, INF):
        return "[entire]"
    return f"[{number(x[0])}]" if x[0] == x[1] else f"[{number(x[0])}, {number(x[1])}]"


class Table:
    def __init__(self, path, head):
        self.path, self.lines, self.count = path, [f"// {line}" for line in head], 0
        self.lines.append("// Written by make_tables.py, which says how. Do not edit.")

    def case(self, name, rows):
        self.lines += ["", f"testcase {name} {{"]
        for operation, operands, result in rows:
            if isinstance(result, tuple) and not (is_dyadic(result[0]) and is_dyadic(result[1])):
                continue
            line = f"  {operation} {' '.join(text(x) for x in operands)} = {text(result)};"
            if line not in self.lines:
                self.lines.append(line)
                self.count += 1
        self.lines.append("}")

    def write(self):
        with open(self.path, "w") as stream:
            stream.write("\n".join(self.lines) + "\n")
        print(self.path, self.count)


def corners(operation, a, b):
    values = [operation(x, y) for x in a for y in b]
    return min(values), max(values)


def power(a, n):
    """{x^n : x in a}, where it is defined, for an integer n."""
    if n == 0:
        return F(1), F(1)
    if n > 0:
        ends = a[0]**n, a[1]**n
        return (F(0), max(ends)) if n % 2 == 0 and a[0] <= 0 <= a[1] else (min(ends), max(ends))
    if a == (0, 0):
        return None
    if a[0] < 0 < a[1]:
        return (-INF, INF) if n % 2 else (min(a[0]**n, a[1]**n), INF)
    if a[0] == 0:
        return a[1]**n, INF
    if a[1] == 0:
        return (-INF, a[0]**n) if n % 2 else (a[0]**n, INF)
    ends = a[0]**n, a[1]**n
    return min(ends), max(ends)


def reciprocal(b):
    if b == (0, 0):
        return None
    if b[0] < 0 < b[1]:
        return -INF, INF
    if b[0] == 0:
        return 1 / b[1], INF
    if b[1] == 0:
        return -INF, 1 / b[0]
    return 1 / b[1], 1 / b[0]


def quotient(a, b):
    r = reciprocal(b)
    if r is None:
        return None
    if a == (0, 0):
        return F(0), F(0)
    if r == (-INF, INF):
        return r
    if INF not in r and -INF not in r:
        return corners(lambda x, y: x * y, a, r)
    # One end of b is zero: the quotients run to infinity on the sides of the signs of a.
    finite = r[0] if r[1] == INF else r[1]
    ends = [x * finite for x in a]
    up = (a[1] > 0 and r[1] == INF) or (a[0] < 0 and r[0] == -INF)
    down = (a[0] < 0 and r[1] == INF) or (a[1] > 0 and r[0] == -INF)
    return (-INF if down else min(*ends, 0) if a[0] <= 0 <= a[1] else min(ends)), (INF if up else max(*ends, 0) if a[0] <= 0 <= a[1] else max(ends))


def exact_table():
    table = Table("exact.itl", ["Sets of values, exact: every end is the true one."])
    third = F(math.nextafter(1 / 3, 0))
    ulp = F(1, 2**52)
    sets = [(F(a), F(b)) for a, b in [(0, 0), (1, 1), (-1, -1), (0, 1), (-1, 0), (-1, 1), (1, 2), (-2, -1), (-3, 5), (2, 8), (F(1, 4), F(1, 2)), (1 + ulp, 1 + ulp),
                                      (third, third + ulp / 4), (-TINY, TINY), (TINY, TINY), (0, TINY), (LEAST_NORMAL, 1), (HUGE, HUGE), (-HUGE, HUGE), (1, HUGE), (-HUGE, -1)]]
    few = [sets[i] for i in (0, 2, 3, 4, 5, 6, 8, 11, 13, 14, 17)]
    pairs = [(a, b) for a in few for b in few]
    third_of_them = [(a, b) for i, a in enumerate(few) for j, b in enumerate(few) if (i + j) % 3 == 0]
    table.case("sum_and_difference", [row for a, b in third_of_them
                                      for row in (("add", (a, b), (a[0] + b[0], a[1] + b[1])), ("sub", (a, b), (a[0] - b[1], a[1] - b[0])))])
    table.case("product", [("mul", (a, b), corners(lambda x, y: x * y, a, b)) for a, b in pairs])
    table.case("quotient", [("div", (a, b), quotient(a, b)) for a, b in pairs])
    table.case("one_operand", [row for a in sets for row in (
        ("pos", (a,), a), ("neg", (a,), (-a[1], -a[0])), ("recip", (a,), reciprocal(a)), ("sqr", (a,), power(a, 2)),
        ("abs", (a,), (F(0) if a[0] <= 0 <= a[1] else min(abs(a[0]), abs(a[1])), max(abs(a[0]), abs(a[1])))))])
    table.case("extremes_and_hull", [row for a, b in third_of_them for row in (
        ("min", (a, b), (min(a[0], b[0]), min(a[1], b[1]))), ("max", (a, b), (max(a[0], b[0]), max(a[1], b[1]))),
        ("convexHull", (a, b), (min(a[0], b[0]), max(a[1], b[1]))))])
    table.case("sets", [row for a, b in third_of_them for row in (
        ("intersection", (a, b), (max(a[0], b[0]), min(a[1], b[1])) if max(a[0], b[0]) <= min(a[1], b[1]) else None),
        ("subset", (a, b), b[0] <= a[0] and a[1] <= b[1]))])
    table.case("order", [row for a, b in third_of_them for row in (("precedes", (a, b), a[1] <= b[0]), ("strictPrecedes", (a, b), a[1] < b[0]))])
    bases = [s for s in sets if s[1] != HUGE and s[0] != -HUGE]
    table.case("integer_powers", [("pown", (a, n), power(a, n)) for a in bases for n in (-3, -2, -1, 0, 1, 2, 3, 4, 7, 10)])
    steps = [(F(n, 1), F(n, 1)) for n in (-2, -1, 0, 1, 2, 2**52, 2**53, 2**62)] + \
            [(n - e, n - e) for n in (-1, 0, 1, 2) for e in (TINY, ulp)] + [(n + e, n + e) for n in (-1, 0, 1, 2) for e in (TINY, ulp)] + \
            [(n - ulp, n + ulp) for n in (-1, 0, 1, 2)] + [(F(1, 2), F(7, 2)), (F(-7, 2), F(-1, 2)), (HUGE, HUGE)]
    table.case("steps", [row for a in steps for row in (("floor", (a,), (F(math.floor(a[0])), F(math.floor(a[1])))),
                                                        ("ceil", (a,), (F(math.ceil(a[0])), F(math.ceil(a[1])))))])
    roots = [(F(0), F(0)), (F(1), F(1)), (F(4), F(9)), (F(0), F(1, 4)), (TINY, TINY), (F(1, 2**1072), F(1)), (F(2)**1022, F(2)**1022), ((1 + ulp)**2, (1 + ulp)**2)]
    table.case("square_roots", [("sqrt", (a,), (dyadic_root(a[0]), dyadic_root(a[1]))) for a in roots])
    # By the definitions of the functions: values that are exact, arguments out of the domain, and half-infinite ones.
    table.case("exact_values", [
        ("exp", ((F(0), F(0)),), (F(1), F(1))), ("expm1", ((F(0), F(0)),), (F(0), F(0))), ("log", ((F(1), F(1)),), (F(0), F(0))),
        ("log1p", ((F(0), F(0)),), (F(0), F(0))), ("sin", ((F(0), F(0)),), (F(0), F(0))), ("cos", ((F(0), F(0)),), (F(1), F(1))),
        ("sin", ((F(-100), F(100)),), (F(-1), F(1))), ("cos", ((F(-100), F(100)),), (F(-1), F(1))), ("sin", ((F(0), HUGE),), (F(-1), F(1))),
        ("atan", ((F(0), F(0)),), (F(0), F(0))), ("asin", ((F(0), F(0)),), (F(0), F(0))), ("sinh", ((F(0), F(0)),), (F(0), F(0))),
        ("cosh", ((F(0), F(0)),), (F(1), F(1))), ("tanh", ((F(0), F(0)),), (F(0), F(0))), ("erf", ((F(0), F(0)),), (F(0), F(0))),
        ("erfc", ((F(0), F(0)),), (F(1), F(1))), ("Phi", ((F(0), F(0)),), (F(1, 2), F(1, 2))), ("Phic", ((F(0), F(0)),), (F(1, 2), F(1, 2))),
        ("gamma", ((F(5), F(5)),), (F(24), F(24))), ("gamma", ((F(1), F(1)),), (F(1), F(1))), ("lgamma", ((F(2), F(2)),), (F(0), F(0))),
        ("factorial", ((F(20), F(20)),), (F(math.factorial(20)),) * 2), ("binomial", ((F(60), F(60)), (F(30), F(30))), (F(math.comb(60, 30)),) * 2),
        ("besseli", ((F(0), F(0)), (F(0), F(0))), (F(1), F(1))), ("pow", ((F(4), F(4)), (F(1, 2), F(1, 2))), (F(2), F(2))),
        ("pow", ((F(1, 4), F(4)), (F(-1), F(2))), (F(1, 16), F(16))), ("pow", ((F(1), F(1)), (F(-7), F(7))), (F(1), F(1)))])
    below = [(F(-1), F(-1)), (F(-5), F(-2)), (-HUGE, -TINY), (-TINY, -TINY)]
    table.case("no_value", [(name, (a,), None) for name in ("sqrt", "log") for a in below] + [
        ("log", ((F(0), F(0)),), None), ("log1p", ((F(-1), F(-1)),), None), ("log1p", ((F(-3), F(-1)),), None), ("asin", ((1 + ulp, F(2)),), None),
        ("asin", ((F(-2), -1 - ulp),), None), ("lgamma", ((F(0), F(0)),), None), ("gamma", ((F(0), F(0)),), None), ("gamma", ((F(-2), F(-2)),), None),
        ("div", ((F(1), F(1)), (F(0), F(0))), None), ("div", ((F(0), F(0)), (F(0), F(0))), None), ("recip", ((F(0), F(0)),), None), ("factorial", ((F(-1), F(-1)),), None)])
    table.case("part_of_the_domain", [
        ("sqrt", ((F(-1), F(4)),), (F(0), F(2))), ("sqrt", ((-HUGE, F(0)),), (F(0), F(0))), ("log", ((F(0), F(1)),), (-INF, F(0))), ("log", ((F(-3), F(1)),), (-INF, F(0))),
        ("log1p", ((F(-1), F(0)),), (-INF, F(0))), ("gamma", ((F(-1, 2), F(1, 2)),), (-INF, INF))])
    half = [(F(0), INF), (F(1), INF), (-INF, F(-1)), (-INF, INF)]
    table.case("unbounded_operands", [row for a in half for row in (
        ("add", (a, (F(1), F(2))), (a[0] + 1, a[1] + 2)), ("sub", (a, (F(1), F(2))), (a[0] - 2, a[1] - 1)), ("neg", (a,), (-a[1], -a[0])), ("mul", (a, (F(0), F(0))), (F(0), F(0))))] + [
        ("exp", ((F(0), INF),), (F(1), INF)), ("sqrt", ((F(0), INF),), (F(0), INF)), ("sin", ((-INF, INF),), (F(-1), F(1))), ("sqr", ((-INF, F(-1)),), (F(1), INF)),
        ("recip", ((F(1), INF),), (F(0), F(1))), ("tanh", ((-INF, INF),), (F(-1), F(1)))])
    table.write()


def dyadic_root(x):
    p, q = math.isqrt(x.numerator), math.isqrt(x.denominator)
    return F(p, q) if p * p == x.numerator and q * q == x.denominator else F(1, 3)  # not dyadic: the row is left out


def exact(x):
    """An mpf as a fraction; those far out of binary64's range are moved, which changes no rounding."""
    sign, mantissa, exponent, size = x._mpf_
    if mantissa == 0:
        return F(0)
    top = exponent + size
    value = F(2)**1100 if top > 1100 else F(1, 2**1200) if top < -1200 else F(int(mantissa)) * F(2)**exponent
    return -value if sign else value


def below(x):
    """The greatest binary64 number <= x."""
    if x < 0:
        value = -above(-x) if above(-x) != INF else -INF
        return value
    if x == 0:
        return F(0)
    exponent = x.numerator.bit_length() - x.denominator.bit_length()
    exponent -= F(2)**exponent > x
    unit = F(2)**max(exponent - 52, -1074)
    return min(math.floor(x / unit) * unit, HUGE)


def above(x):
    if x < 0:
        return -below(-x)
    value = below(x)
    if value == x:
        return value
    if value >= HUGE:
        return INF
    exponent = x.numerator.bit_length() - x.denominator.bit_length()
    exponent -= F(2)**exponent > x
    return value + F(2)**max(exponent - 52, -1074)


def monotone(function, a, falling=False):
    low, high = (exact(function(mpmath.mpf(x.numerator) / x.denominator)) for x in (a[::-1] if falling else a))
    return below(low), above(high)


def wave(function, a, phase):
    """sin (phase 1/2) or cos (phase 0): 1 at (phase + 2k) pi, -1 at (phase + 2k + 1) pi."""
    x, y = (mpmath.mpf(e.numerator) / e.denominator for e in a)
    def meets(offset):
        return mpmath.ceil((x / mpmath.pi - offset) / 2) <= mpmath.floor((y / mpmath.pi - offset) / 2)
    ends = [exact(function(e)) for e in (x, y)]
    return (F(-1) if meets(phase + 1) else below(min(ends))), (F(1) if meets(phase) else above(max(ends)))


def rounded_table():
    table = Table("rounded.itl", ["Sets of values, rounded outward to binary64."])
    ulp = F(1, 2**52)
    point = lambda x: (F(x), F(x))
    d = lambda x: F(float(x))
    usual = [point(1), point(-1), point(F(1, 2)), point(d(0.1)), point(-d(0.1)), point(10), point(-10), (F(-1), F(1)), (F(1, 4), F(3)), (F(-3), d(-0.3)),
             point(TINY), point(-TINY), point(LEAST_NORMAL), (-TINY, TINY), point(F(1, 2**60)), (F(-2), F(1, 2**30))]
    wide = [point(700), point(-700), point(710), point(-750), (F(-800), F(800))]
    positive = [point(2), point(d(0.1)), point(1 + ulp), point(1 - ulp / 2), (F(1, 2), F(3)), point(TINY), point(LEAST_NORMAL), point(HUGE), (TINY, HUGE), point(10), (F(1), F(2))]
    def rows(name, function, sets, falling=False):
        return [(name, (a,), monotone(function, a, falling)) for a in sets]
    mp = mpmath
    table.case("exponential", rows("exp", mp.exp, usual + wide) + rows("expm1", mp.expm1, usual + wide))
    table.case("logarithm", rows("log", mp.log, positive) + rows("log1p", mp.log1p, [a for a in usual + positive if a[0] > -1] + [point(-1 + ulp / 2), (-1 + ulp / 2, F(0))]))
    table.case("root", rows("sqrt", mp.sqrt, positive + [point(3), (F(0), F(2)), (F(2), F(3))]))
    table.case("inverse_sine", rows("asin", mp.asin, [a for a in usual if -1 <= a[0] and a[1] <= 1] + [point(1 - ulp / 2), point(-1 + ulp / 2)]))
    table.case("inverse_tangent", rows("atan", mp.atan, usual + wide + [point(HUGE), point(-HUGE), (-HUGE, HUGE), point(F(2)**60)]))
    table.case("hyperbolic", rows("sinh", mp.sinh, usual + wide) + rows("tanh", mp.tanh, usual + [point(30), point(700)]) +
               rows("cosh", mp.cosh, [a for a in usual + wide if a[0] >= 0]) + rows("cosh", mp.cosh, [a for a in usual + wide if a[1] <= 0], True))
    k = [1, 2, 3, 22, 355, 10**5, 2**40]
    near = [d(mp.mpf(n) * mp.pi / 2) for n in k] + [-d(mp.mpf(n) * mp.pi / 2) for n in k]
    angles = usual + [point(x) for x in near] + [(F(math.nextafter(x, -INF)), F(math.nextafter(x, INF))) for x in near] + [point(F(2)**60), point(F(10)**22), point(HUGE), (F(3), F(4)), (F(1), F(2)), (F(4), F(5)), (F(6), F(7)),
             point(F(6381956970095103) * F(2)**797), (F(0), F(6)), (F(2), F(4))]  # the double nearest to a multiple of pi/2 (Kahan)
    table.case("sine_and_cosine", [("sin", (a,), wave(mp.sin, a, mp.mpf(1) / 2)) for a in angles] + [("cos", (a,), wave(mp.cos, a, mp.mpf(0))) for a in angles])
    normal = lambda x: mp.erfc(-x / mp.sqrt(2)) / 2
    tails = usual + [point(5), point(-5), point(25), (F(5), F(6)), (F(-40), F(40))]
    table.case("error_function", rows("erf", mp.erf, usual + [point(3), (F(3), F(5))]) + rows("erfc", mp.erfc, tails, True) + rows("Phi", normal, tails) +
               rows("Phic", lambda x: normal(-x), tails, True))
    table.case("gamma", rows("gamma", mp.gamma, [point(F(1, 2)), point(F(7, 2)), point(170), point(171), point(172), (F(2), F(5)), (F(3), F(7, 2)), point(F(1, 2**40))]) +
               rows("gamma", mp.gamma, [point(F(-1, 2)), point(F(-5, 2)), (F(1, 4), F(1))], True) +
               rows("lgamma", lambda x: mp.loggamma(x).real, [point(F(1, 2)), point(3), point(100), (F(3), F(50)), point(F(2)**40), point(F(10)**15)]))
    pairs = [(F(a), F(b)) for a, b in [(2, F(1, 2)), (2, F(1, 3).limit_denominator(1)), (10, -5), (d(0.1), 7), (3, d(0.1)), (F(1, 2), 100), (2, 1023 + F(1, 2)), (2, -1074 - F(1, 2)), (HUGE, F(1, 2))]]
    table.case("power", [("pow", (point(a), point(b)), monotone(lambda x: mp.power(mp.mpf(a.numerator) / a.denominator, x), point(b))) for a, b in pairs] + [
        ("pow", ((F(2), F(3)), (F(1, 2), F(3, 2))), (below(exact(mp.sqrt(2))), above(exact(mp.power(3, mp.mpf(3) / 2))))),
        ("pow", ((F(1, 2), F(3)), (F(-2), F(2))), (below(F(1, 9)), F(9)))])
    table.case("bessel", [("besseli", (point(n), point(z)), (lambda v: (below(v), above(v)))(exact(mp.besseli(mp.mpf(n.numerator) / n.denominator, mp.mpf(z.numerator) / z.denominator))))
                          for n in (F(0), F(1), F(5), F(1, 2)) for z in (F(1), F(1, 8), F(20))])
    thirds = [(point(1), point(3)), (point(-1), point(3)), (point(1), point(10)), ((F(1), F(2)), (F(3), F(7))), ((F(-1), F(2)), (F(3), F(7))), (point(TINY), point(3)), (point(HUGE), point(d(0.1))),
              (point(1), point(HUGE)), ((F(1), F(2)), (F(-7), F(-3))), (point(1), point(TINY))]
    table.case("quotient", [("div", (a, b), (below(quotient(a, b)[0]), above(quotient(a, b)[1]))) for a, b in thirds])
    long = [(point(d(0.1)), point(d(0.2))), (point(1), point(TINY)), (point(HUGE), point(1)), (point(HUGE), point(HUGE)), (point(d(0.1)), point(d(0.3))), (point(1), point(-F(1, 2**60)))]
    table.case("sum_and_product", [row for a, b in long for row in (("add", (a, b), (below(a[0] + b[0]), above(a[1] + b[1]))), ("sub", (a, b), (below(a[0] - b[0]), above(a[1] - b[1]))),
                                                                  ("mul", (a, b), (below(a[0] * b[0]), above(a[1] * b[1]))))])
    table.write()


if __name__ == "__main__":
    exact_table()
    rounded_table()
