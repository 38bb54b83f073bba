# /usr/bin/python3 make.py > answers.json   (numpy): written from the papers, not from our code. ssGSEA as the running sum of Barbie 2009 walked gene by gene, with tied genes in
# every cyclic order of their block and the results averaged (each tied gene then stands at each place equally often); ESTIMATE's four scores on the genes of a platform list;
# quantile normalisation of Bolstad 2003 with ties, by sorting.
import json, math
from fractions import Fraction
import numpy as np
rng = np.random.default_rng(7)

def midranks(x):
    return np.array([(x < v).sum() + ((x == v).sum() + 1) / 2 for v in x])

def walk(order, inside, weight):
    total = sum(weight[g] for g in order if inside[g]); out = len(order) - sum(inside)
    p = q = s = 0.
    for g in order:
        if inside[g]: p += weight[g]
        else: q += 1
        s += p / total - q / out
    return s

def ssgsea(x, inside, tau=.25):
    weight = midranks(x) ** tau
    blocks = [[int(g) for g in np.flatnonzero(x == v)] for v in sorted(set(x), reverse=True)]
    turns = math.lcm(*[len(b) for b in blocks])
    return float(np.mean([walk([g for b in blocks for g in b[k % len(b):] + b[:k % len(b)]], inside, weight) for k in range(turns)]))

def normalised(M):
    means = np.sort(M, axis=0).mean(axis=1)
    return [[float((means[(M[:, j] < v).sum() + ((M[:, j] == v).sum() - 1) // 2] + means[(M[:, j] < v).sum() + (M[:, j] == v).sum() // 2]) / 2) for v in M[:, j]] for j in range(M.shape[1])]

n, m = 120, 6
M = np.round(2 ** rng.normal(4, 3, (n, m)), 1)
for j in range(m):
    places = rng.permutation(n); M[places[:24], j] = 0; M[places[24:27], j] = 77.7; M[places[27:31], j] = 512.3
    rest = places[31:]; M[rest, j] = M[rest, j] + np.arange(len(rest)) * 1e-3 + .05   # all others differ
sets = {k: sorted(int(g) for g in rng.choice(n, size, replace=False)) for k, size in (("a", 9), ("b", 25), ("c", 2))}
scores = {k: [ssgsea(M[:, j], [g in s for g in range(n)]) for j in range(m)] for k, s in sets.items()}
platform = sorted(int(g) for g in rng.choice(n, 96, replace=False))
sub = M[platform, :]
def within(s): return [ssgsea(sub[:, j], [g in s for g in platform]) for j in range(m)]
stromal, immune = within(sets["a"]), within(sets["b"])
total = [a + b for a, b in zip(stromal, immune)]
purity = [math.cos(.6049872018 + .0001467884 * t) for t in total]
print(json.dumps({"made": {"numpy": np.__version__}, "cases": {"matrix": M.T.tolist(), "sets": sets, "scores": scores, "platform": platform,
    "estimate": [stromal, immune, total, purity], "normalised": normalised(M)}}))
