# Rscript make.R > answers.json   (R, jsonlite, exactRankTests)
source("../shapes.R"); suppressMessages(library(exactRankTests)); set.seed(51)
t <- list(); ranks <- list(); shares <- list()
for (kind in kinds) for (n in c(2, 3, 7, 12, 35, 120)) { x <- column(kind, n); mu <- signif(x[1] + sd(x) / 3, 5)
  h <- t.test(x, mu = mu); t[[length(t) + 1]] <- list(x = x, mu = mu, a = unname(c(h$statistic, h$parameter, h$p.value, mean(x), h$conf.int)))
  d <- x - mu; tied <- any(duplicated(abs(d))) || any(d == 0)
  w <- quiet(wilcox.test(x, mu = mu)); p <- if (tied && n < 50) quiet(wilcox.exact(x, mu = mu))$p.value else w$p.value
  ranks[[length(ranks) + 1]] <- list(x = x, mu = mu, v = unname(w$statistic), p = p) }
for (n in c(1, 2, 5, 9, 20, 75, 400)) for (k in unique(round(n * c(0, .1, .37, .5, .9, 1)))) for (p in c(.5, .07, .8)) {
  h <- binom.test(k, n, p); shares[[length(shares) + 1]] <- c(k, n, p, h$p.value, h$conf.int, pbinom(k, n, p, log.p = TRUE), pbinom(k - 1, n, p, lower.tail = FALSE, log.p = TRUE)) }
put(list(t = t, ranks = ranks, shares = Filter(function(r) all(is.finite(r)), shares)))
