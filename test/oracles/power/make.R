# Rscript make.R > answers.json   (R 4.2.2, jsonlite): power.t.test, power.prop.test; TOST by two t.test(alternative = )
source("../shapes.R"); set.seed(17)
t <- list(); paired <- list(); proportions <- list(); tost <- list()
for (d in c(.1, .5, 1, 2)) for (n in c(3, 10, 45, 300)) for (a in c(.05, .001)) {
  t[[length(t) + 1]] <- c(d, n, a, power.t.test(n, d, sig.level = a)$power)
  paired[[length(paired) + 1]] <- c(d, n, a, power.t.test(n, d, sig.level = a, type = "paired")$power)
}
for (p in list(c(.1, .3), c(.5, .55), c(.02, .9), c(.4, .41))) for (n in c(10, 80, 1000)) for (a in c(.05, .001))
  proportions[[length(proportions) + 1]] <- c(p, n, a, power.prop.test(n, p[1], p[2], sig.level = a)$power)
for (kind in c("normal", "skewed", "tied", "huge")) for (n in list(c(3, 9), c(20, 25), c(120, 80))) for (far in c(.3, 1.5)) {
  x <- column(kind, n[1]); y <- column(kind, n[2]); m <- signif(far * sd(c(x, y)), 6)
  lower <- t.test(x, y, mu = -m, alternative = "greater")$p.value; upper <- t.test(x, y, mu = m, alternative = "less")$p.value
  tost[[length(tost) + 1]] <- list(x = x, y = y, margin = m, lower = lower, upper = upper, interval = as.numeric(t.test(x, y, conf.level = .9)$conf.int))
}
put(list(t = t, paired = paired, proportions = proportions, tost = tost))
