# python3 make.py > answers.json   (mpmath 1.3.0, 60 digits): natural logs of tails, and powers of the t-test by quadrature
import json
from mpmath import mp, mpf, log, erfc, sqrt, gammainc, betainc, gamma, quad, inf, findroot, exp, log1p
mp.dps = 60

def text(x):
    return float(mp.nstr(x, 18))

def log_beta_tail(x, y, a, b):
    """log I_x(a, b) with y = 1 - x"""
    small = betainc(a, b, 0, x, regularized=True)
    return log(small)

def t_two_sided(t, df):
    t, df = mpf(t), mpf(df)
    x = df / (df + t * t)
    return log_beta_tail(x, 1 - x, df / 2, mpf(1) / 2)

def f_upper(f, a, b):
    f, a, b = mpf(f), mpf(a), mpf(b)
    x = b / (b + a * f)
    return log_beta_tail(x, 1 - x, b / 2, a / 2)

def noncentral_upper(t, df, delta):
    """P(T > t): the normal tail averaged over the spread s, s = sqrt(chi-squared / df)"""
    t, df, delta = mpf(t), mpf(df), mpf(delta)
    norm = 2 * (df / 2) ** (df / 2) / gamma(df / 2)
    density = lambda s: norm * s ** (df - 1) * exp(-df * s * s / 2)
    width = 1 / sqrt(2 * df)
    cuts = [mpf(0)] + [c for c in (1 - 8 * width, 1 - 3 * width, mpf(1), 1 + 3 * width, 1 + 8 * width) if c > 0] + [1 + 40 * width]
    return quad(lambda s: erfc((t * s - delta) / sqrt(2)) / 2 * density(s), cuts)

def t_quantile(tail, df):
    start = mpf(2) if df > 5 else mpf(4)
    return findroot(lambda t: t_two_sided(t, df) - log(2 * mpf(tail)), start)

def detectable(m, n):
    df = m + n - 2
    critical = t_quantile(mpf('0.025'), df)
    start = critical + mpf('0.9')
    delta = findroot(lambda d: noncentral_upper(critical, df, d) - mpf('0.8'), (start, start * mpf('1.05')), tol=1e-30)
    return delta / sqrt(mpf(m) * n / (m + n))

out = {'versions': {'mpmath': '1.3.0'}}
out['normalUpper'] = [[z, text(log(erfc(mpf(z) / sqrt(2)) / 2))] for z in [-8, -1.5, -0.01, 0, 0.3, 1, 1.7, 1.959963984540054, 3.5, 6, 12, 37.5, 40, 100, 1000]]
out['tTwoSided'] = [[t, df, text(t_two_sided(t, df))] for t, df in [(0.01, 3), (1, 1), (2.5358102405, 21.6940539424), (5, 2), (3, 30), (40, 398), (200, 398), (1e5, 20), (1e150, 7), (1.2, 1e6), (30, 1e6), (0.5, 1.5)]]
out['chiSquaredUpper'] = [[x, df, text(log(gammainc(mpf(df) / 2, mpf(x) / 2, regularized=True)))] for x, df in [(0.001, 1), (0.5, 2), (3.35, 3), (28.1360544, 3), (1500, 3), (10, 30), (31, 30), (2000, 30), (1e6, 5)]]
out['fUpper'] = [[f, a, b, text(f_upper(f, a, b))] for f, a, b in [(0.1, 3, 20), (1.03014493178554, 3, 7.93209184809202), (4, 2, 94.36), (50, 3, 396), (2000, 3, 396), (1e6, 4, 12), (0.9, 300, 4000)]]
out['tUpperQuantile'] = [[tail, df, text(t_quantile(tail, df))] for tail, df in [(0.025, 2), (0.025, 25), (0.025, 21.69), (0.005, 398), (0.2, 10), (0.025, 1.1)]]
out['noncentralTUpper'] = [[t, df, d, text(noncentral_upper(t, df, d))] for t, df, d in [(2, 10, 0.5), (2.04, 32, 2.9), (4.3, 2, 8), (1.97, 398, 2.8), (3, 5, 10), (6, 20, 1)]]
out['minimumDetectableD'] = [[m, n, text(detectable(m, n))] for m, n in [(17, 17), (18, 18), (3, 9), (2, 2), (2, 3), (45, 46), (200, 200), (5, 395)]]
print(json.dumps(out, indent=1))
