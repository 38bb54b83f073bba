/** What a statistic says, in one sentence; its page in docs/methods has the rest. A page without a sentence has none here. */
export const methodSentences: Readonly<Record<string, string>> = {
  association:
    'Each pair of variables is correlated over the patients who have both; “adjusted” takes covariates out of both sides first, and q counts all pairs.',
  'baseline-table':
    'Whether groups were alike before anything happened: a standardised difference does not grow with n, and above 0.1 two groups are commonly called unlike.',
  'meta-analysis':
    'Cohorts that ask the same question are averaged with weights by their variance within and between them; of two or three the interval is wide, because so few say little about how much cohorts differ.',
  claim:
    'A claim holds in a cohort when all its cells differ in the direction it names and pass q; a cohort that cannot test it says why.',
  'components-and-clusters':
    'Rows or columns that are alike stand next to each other; the order says nothing about significance.',
  contingency:
    'Are levels spread alike over the groups? Fisher’s test counts every table with these totals; χ² approximates that where there are many patients.',
  correlation:
    'ρ is 1 when two numbers order the patients alike, −1 when in opposite order, 0 when they have nothing to do with each other.',
  cox: 'A hazard ratio of 2 means twice as many events per unit of time as in the reference; an interval across 1 leaves the direction open.',
  cutpoint:
    'Trying every cut and taking the best finds something in noise as well: the p that allows for the search is the one to believe.',
  'gtr-ith-score':
    'The score is the first component of two probabilities of response; at or below the training median a patient is at high risk.',
  influence:
    'The same test again without each patient and without each hospital: a result that one of them carries is no result.',
  'kaplan-meier':
    'The share still without the event at each time, counting everybody as long as they were seen; ticks are patients last seen then, bands 95 % intervals.',
  'kolmogorov-smirnov': 'D is the largest distance between the distributions of two samples, from 0 to 1.',
  'marker-scores': 'The mean expression of genes that mark a cell: it follows the amount, it is no share.',
  'method-agreement':
    'Methods that measure the same cell should order the patients alike: ρ near 1. Where they do not, a result by one of them is a result about that method.',
  'model-validation':
    'An area of .5 is a coin, 1 is perfect; only patients whom the model never saw count as evidence.',
  multiplicity:
    'Among cells called different at q ≤ .05, at most one in twenty is expected to be a false alarm; q depends on which tests are counted together.',
  outcome:
    'The share still without the event over time; the log-rank test asks whether curves differ by more than chance.',
  percentile:
    'The share of patients of the release with a lower value, and half of those with the same one; 50 is the middle, whatever the unit.',
  placebo:
    'The same comparison with labels dealt at random: how often pure chance looks as good as the real groups.',
  resampling:
    'Patients are drawn again and again with replacement; the interval is read from how much the answer then moves.',
  'risk-groups': 'How patients came into their groups, and where the cutoff was taken from.',
  robustness:
    'Every reasonable way to analyse the same data at once: a result that needs one particular choice is fragile.',
  'who-is-imaged':
    'Patients with images against those without: above a standardised difference of 0.1 the two are commonly called unlike.',
  'wilcoxon-rank-sum':
    'Do values of the first group tend to be higher? Ranks are compared, so a few extreme patients cannot carry the result.',
}
