# /usr/bin/python3 make.py > answers.json   (scikit-learn 1.2.1, numpy): libsvm's nu-SVR without its limit on iterations, at tolerance 1e-7, on random signatures.
# libsvm keeps the kernel in single precision. 'exact': all entries are 64ths, so that single precision holds every scalar product, and libsvm solves the problem
# that was asked. 'rounded': entries are any doubles, so it solves one with a kernel off by 6e-8. `objective` is the primal one of its weights, b and epsilon at their best.
import json, math
import numpy as np, sklearn
from sklearn.svm import NuSVR
rng = np.random.default_rng(41)

def objective(X, y, w, nu):
    r = np.sort(y - X @ w); m = nu * len(r) / 2
    side = lambda s: m * s[-(int(math.floor(m)) + 1)] + np.maximum(0, s - s[-(int(math.floor(m)) + 1)]).sum()
    return .5 * w @ w + side(r) + side(np.sort(-r))

cases = []
for kind in ("exact", "rounded"):
    for n, d, noise in ((90, 6, .2), (120, 12, .6), (150, 22, 1.)):
        X = rng.normal(0, 1, (n, d)) + 4 * (rng.random((n, d)) < .08)
        f = rng.exponential(1, d); y = X @ (f / f.sum()) + noise * rng.normal(0, .3, n); y = (y - y.mean()) / y.std(ddof=1)
        if kind == "exact":
            X, y = np.round(X * 64) / 64, np.round(y * 4096) / 4096
            K = X @ X.T; assert np.array_equal(K.astype(np.float32).astype(float), K)
        answers = []
        for nu in (.25, .5, .75):
            m = NuSVR(kernel="linear", nu=nu, C=1, tol=1e-7, max_iter=-1, cache_size=200).fit(X, y)
            w = (m.dual_coef_ @ m.support_vectors_).ravel()
            answers.append({"nu": nu, "weights": w.tolist(), "objective": objective(X, y, w, nu)})
        cases.append({"kind": kind, "x": X.tolist(), "y": y.tolist(), "answers": answers})
print(json.dumps({"made": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "cases": cases}))
