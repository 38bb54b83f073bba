# python3 ties.py > ties.json   (scikit-learn 1.9.1, numpy): BIC of K = 1 ... 5 where values tie, lie midway between centres or spread over decades
import json, warnings
import numpy as np
import sklearn
from sklearn.mixture import GaussianMixture
warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261127)
cases = []
for c in range(80):
    n = int(rng.integers(5, 120)); x = rng.standard_normal(n)
    if c % 4 == 0: x = np.round(2 * x) / 2
    if c % 4 == 1: x = np.round(np.exp(2 * x), 3)
    if c % 4 == 2: x = np.round(np.where(rng.random(n) < .8, 0, x), 3)
    if c % 4 == 3: x = np.round(12 * x + 60)
    bic = [float(GaussianMixture(k, random_state=0).fit(x.reshape(-1, 1)).bic(x.reshape(-1, 1))) for k in range(1, 6)]
    cases.append(dict(x=x.tolist(), bic=bic))
print(json.dumps(dict(versions={"sklearn": sklearn.__version__}, cases=cases)))
