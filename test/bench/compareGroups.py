# python3 test/bench/compareGroups.py: the peers of compareGroups.ts on columns of the same shape (scipy, numpy)
import time
import numpy as np
import scipy
from scipy.stats import mannwhitneyu

rng = np.random.default_rng(20250001)
x = rng.exponential(0.05, (400, 22))
x[rng.random((400, 22)) < (np.arange(22) % 4) * 0.25] = 0
group = np.arange(400) % 2 == 0


def rank_sums():
    return mannwhitneyu(x[group], x[~group], axis=0, method="asymptotic").pvalue


def shifts():
    return [np.median(np.subtract.outer(x[group, c], x[~group, c])) for c in range(22)]


def permutations(b=10_000):
    labels = np.zeros((b, 400))
    labels[:, :200] = 1
    labels = rng.permuted(labels, axis=1)
    sums = labels @ (x - x.mean(0))
    observed = np.abs((x - x.mean(0))[group].sum(0))
    return (1 + (np.abs(sums) >= observed * (1 - 1e-12)).sum(0)) / (b + 1)


print("numpy", np.__version__, "scipy", scipy.__version__)
for name, run, runs in [("rank sums", rank_sums, 15), ("median of differences", shifts, 15), ("10,000 permutations", permutations, 7)]:
    run()
    wall, processor = [], []
    for _ in range(runs):
        a, c = time.perf_counter(), time.thread_time()
        run()
        wall.append(time.perf_counter() - a)
        processor.append(time.thread_time() - c)
    print(f"| {name} | {1000 * np.median(processor):.1f} | {1000 * np.median(wall):.1f} | {1000 * min(wall):.1f} |")
