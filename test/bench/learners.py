# python3 learners.py tables DIR   writes five tables; then `node learners.ts DIR`; then python3 learners.py fit DIR [learners, as boosting,stacking]   (scikit-learn 1.2.1, xgboost 1.7.4)
import csv, json, os, sys, time, warnings
import numpy as np
warnings.filterwarnings("ignore")
folder = sys.argv[2]

def tables():
    from sklearn.datasets import load_breast_cancer, load_wine
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(7)
    out = {}
    b = load_breast_cancer(); out["breast cancer, Wisconsin (569 x 30)"] = (b.data, b.target)
    w = load_wine(); out["wine, second against the rest (178 x 13)"] = (w.data, (w.target == 1).astype(int))
    y = rng.integers(0, 2, 300); x = rng.standard_normal((300, 40)); x[:, :8] += .45 * y[:, None]; out["simulated, weak linear (300 x 40)"] = (x, y)
    x = rng.standard_normal((400, 12)); y = ((x[:, 0] * x[:, 1] + .6 * np.sin(2 * x[:, 2]) + .7 * rng.standard_normal(400)) > 0).astype(int); out["simulated, interactions (400 x 12)"] = (x, y)
    k = rng.integers(1, 6, (250, 25)).astype(float); y = (k[:, :5].sum(1) + 2.5 * rng.standard_normal(250) > 15).astype(int); out["simulated, counts 1 to 5 (250 x 25)"] = (k, y)
    z = {}
    for name, (x, y) in out.items():
        x = (x - x.mean(0)) / x.std(0)
        z[name] = dict(x=x.T.tolist(), y=y.tolist())
    json.dump(z, open(os.path.join(folder, "tables.json"), "w"))

def learners():
    from sklearn.ensemble import RandomForestClassifier, StackingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import SVC
    from sklearn.tree import DecisionTreeClassifier
    try:
        from xgboost import XGBClassifier
    except ImportError:
        XGBClassifier = None; print("xgboost is not on this machine: boosting, and stacking with it, are not measured", file=sys.stderr)
    base = dict(
        decisionTree=lambda s: DecisionTreeClassifier(max_depth=4, min_samples_leaf=5, random_state=s),
        randomForest=lambda s: RandomForestClassifier(200, min_samples_leaf=2, random_state=s, n_jobs=1),
        boosting=lambda s: XGBClassifier(n_estimators=100, max_depth=3, learning_rate=.1, subsample=.8, tree_method="exact", n_jobs=1, random_state=s),
        supportVector=lambda s: SVC(probability=True, random_state=s),
        logistic=lambda s: LogisticRegression(max_iter=1000))
    if XGBClassifier is None: del base["boosting"]; return base
    base["stacking"] = lambda s: StackingClassifier([(k, f(s)) for k, f in list(base.items())[:5]], final_estimator=LogisticRegression(), cv=5)
    return base

def fit():
    from sklearn.metrics import roc_auc_score
    data = json.load(open(os.path.join(folder, "tables.json"))); ours = json.load(open(os.path.join(folder, "ours.json")))
    print("| table | learner | area ours | area theirs | difference (SE over repeats) | processor ours, s | theirs, s |\n|---|---|---|---|---|---|---|")
    for name, t in data.items():
        x, y = np.array(t["x"]).T, np.array(t["y"])
        for learner, make in learners().items():
            if len(sys.argv) > 3 and learner not in sys.argv[3].split(","): continue
            mine = ours["areas"][name][learner]
            areas, used = [], 0.0
            for repeat, fold in enumerate(ours["folds"][name][:len(mine["areas"])]):
                fold = np.array(fold); p = np.zeros(len(y))
                start = time.process_time()
                for which in range(5):
                    m = make(repeat).fit(x[fold != which], y[fold != which]); p[fold == which] = m.predict_proba(x[fold == which])[:, 1]
                used += time.process_time() - start
                areas.append(roc_auc_score(y, p))
            d = np.array(mine["areas"]) - np.array(areas)
            print(f"| {name} | {learner} | {np.mean(mine['areas']):.4f} | {np.mean(areas):.4f} | {d.mean():+.4f} ({d.std(ddof=1) / len(d) ** .5:.4f}) | {mine['processor']:.2f} | {used:.2f} |", flush=True)

{"tables": tables, "fit": fit}[sys.argv[1]]()
