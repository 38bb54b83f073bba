# python3 make.py > answers.json   (scikit-learn 1.6.1, numpy): 60 columns of mixed sizes, in an order that matters
import json, warnings
import numpy as np
from sklearn.mixture import GaussianMixture
warnings.filterwarnings("ignore")
rng = np.random.default_rng(5)
cases = []
for c in range(60):
    k, n = 1 + c % 4, int(rng.integers(8, 90))
    m, w, s = rng.normal(0, 3, k), rng.dirichlet(np.ones(k) * 3), rng.uniform(.3, 1.2, k)
    z = rng.choice(k, size=n, p=w)
    x = np.round(m[z] + s[z] * rng.standard_normal(n), 3)
    if c == 57: x = np.round(x)            # ties
    if c == 58: x = np.repeat(x[:4], 5)    # fewer different values than components
    if c == 59: x = np.full(12, 1.5)
    fits = [GaussianMixture(j, random_state=0).fit(x[:, None]) for j in range(1, 6)]
    bic = [f.bic(x[:, None]) for f in fits]
    cases.append(dict(x=x.tolist(), K=int(np.argmin(bic)) + 1, bic=bic, iterations=[f.n_iter_ for f in fits]))
print(json.dumps(dict(versions={"sklearn": "1.6.1"}, cases=cases)))
