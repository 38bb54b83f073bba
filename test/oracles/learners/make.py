# python3 make.py > answers.json   (scikit-learn 1.2.1, xgboost 1.7.4 of Debian 12): the first 120 rows train, the last 40 are predicted: trees by the training rows themselves, for two features may part them alike and either is right
import csv, json
import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from xgboost import XGBClassifier
rows = [[float(v) for v in r.values()] for r in csv.DictReader(open("stack.csv"))]
d = np.array(rows)
x, y, z = d[:120, :12], d[:120, 12].astype(int), d[120:, :12]
out = dict(versions=dict(sklearn="1.2.1", xgboost="1.7.4"), logistic=[], svc=[], tree=[], boosting=[])
for c in (0.01, 1, 100):
    for weight in (None, "balanced"):
        m = LogisticRegression(C=c, class_weight=weight, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
        out["logistic"].append(dict(cost=c, weight=weight or "none", intercept=m.intercept_[0], coefficients=m.coef_[0].tolist()))
for kernel in ("linear", "rbf"):
    for c in (0.1, 1, 10):
        for gamma in ("scale", "auto", 0.2):
            m = SVC(kernel=kernel, C=c, gamma=gamma, tol=1e-6).fit(x, y)
            out["svc"].append(dict(kernel=kernel, cost=c, gamma=gamma, decisions=m.decision_function(z).tolist(), vectors=int(m.n_support_.sum())))
for criterion in ("gini", "entropy"):
    for depth, leaf in ((2, 6), (3, 3), (None, 8)):   # where no two splits are equally good
        m = DecisionTreeClassifier(criterion=criterion, max_depth=depth, min_samples_leaf=leaf, random_state=0).fit(x, y)
        out["tree"].append(dict(criterion=criterion, depth=depth, minLeaf=leaf, probabilities=m.predict_proba(x)[:, 1].tolist()))
for depth, rate, child, n in ((3, 0.2, 2, 30), (3, 0.3, 1, 20), (6, 0.1, 3, 100), (4, 0.02, 5, 200)):
    m = XGBClassifier(n_estimators=n, max_depth=depth, learning_rate=rate, min_child_weight=child, tree_method="exact", n_jobs=1).fit(x, y)
    out["boosting"].append(dict(trees=n, depth=depth, rate=rate, minChildWeight=child, probabilities=m.predict_proba(x)[:, 1].astype(float).tolist()))
rng = np.random.default_rng(3)
p = np.round(rng.uniform(size=60), 2); e = (rng.uniform(size=60) < p ** 2).astype(float); at = np.linspace(0, 1, 41)
out["isotonic"] = dict(p=p.tolist(), y=e.tolist(), at=at.tolist(), values=IsotonicRegression(out_of_bounds="clip").fit(p, e).predict(at).tolist())
print(json.dumps(out))
