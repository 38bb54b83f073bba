"""python3 profiles.py < answers.json > profiles.json   (Python 3.11, numpy, scipy): the profile limits of R's cases (make.R) by brute force.
The penalised likelihood is written out and, with one coefficient held, maximised by Nelder-Mead from many random starts, twice each;
R's uniroot over optim (BFGS) ended on lower maxima in about a third of the separated sets, so it is not the oracle for these."""
import json, sys, numpy as np
from scipy.optimize import minimize, brentq
rng = np.random.default_rng(1)
def pen(b, y, X):
    e = X @ b
    if np.max(np.abs(e)) > 700: return -1e10
    w = 1 / (2 + np.exp(e) + np.exp(-e)); s, d = np.linalg.slogdet((X * w[:, None]).T @ X)
    if s <= 0 or not np.isfinite(d): return -1e10
    return -np.logaddexp(0, np.where(y == 1, -e, e)).sum() + .5 * d
opts = dict(xatol=1e-9, fatol=1e-11, maxiter=4000, maxfev=4000)
def held(y, X, j, a, scale, near, n):
    free = [k for k in range(X.shape[1]) if k != j]
    def f(v): b = np.empty(X.shape[1]); b[free] = v * scale[free]; b[j] = a; v_ = pen(b, y, X); return 1e9 if v_ < -1e9 else -v_
    best, at = -np.inf, None
    for t in range(n):
        v0 = near / scale[free] if t == 0 else near / scale[free] + rng.standard_cauchy(len(free)) * 3
        o = minimize(f, v0, method='Nelder-Mead', options=opts); o = minimize(f, o.x, method='Nelder-Mead', options=opts)
        if -o.fun > best: best, at = -o.fun, o.x * scale[free]
    return best, at
cases = json.load(sys.stdin)['cases']; out = []
for i, e in enumerate(cases):
    if len(e['x']) > 2 or i % 3 == 1: continue
    y = np.array(e['y']); X = np.column_stack([np.ones(len(y))] + [np.array(v, float) for v in e['x']]); se = np.array(e['se']); b = np.array(e['brute'])
    one = dict(case=i, low=[], high=[])
    for j in range(X.shape[1]):
        for side, key in ((-1, 'low'), (1, 'high')):
            near = [np.delete(b, j)]
            def drop(a, n=4):
                v, at = held(y, X, j, a, se, near[0], n); near[0] = at; return 2 * (e['value'] - v) - 3.841458820694124
            step = .5
            lo = b[j]
            while drop(b[j] + side * step * se[j]) < 0 and step < 2000: lo = b[j] + side * step * se[j]; step *= 1.5
            try: one[key].append(brentq(lambda a: drop(a), lo if lo != b[j] else b[j] + side * 1e-3 * se[j], b[j] + side * step * se[j], xtol=1e-6 * se[j]) if step < 2000 else None)
            except ValueError: one[key].append(None)   # another maximum was found on one side only
    out.append(one); print(i, file=sys.stderr, flush=True)
json.dump(dict(versions=dict(numpy=np.__version__), cases=out), sys.stdout)
