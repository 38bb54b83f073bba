# python3 make.py > one version's part of answers.json   (scikit-learn 1.2 and 1.9, numpy): K = 1 ... 5 by BIC, full covariance, seed 0
import csv, json
import numpy as np
from sklearn.mixture import GaussianMixture

rows = list(csv.DictReader(open("columns.csv")))
answers = {}
for name in rows[0]:
    x = np.array([float(row[name]) for row in rows])[:, None]
    fits = []
    for k in range(1, 6):
        m = GaussianMixture(k, covariance_type="full", random_state=0).fit(x)
        fits.append(dict(k=k, bic=m.bic(x), loglik=m.score(x) * len(x), means=sorted(m.means_.ravel().tolist()), n_iter=m.n_iter_))
    answers[name] = dict(K=min(fits, key=lambda fit: fit["bic"])["k"], fits=fits)
print(json.dumps(answers))
