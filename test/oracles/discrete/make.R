# Rscript make.R > answers.json   (R 4.2.2, jsonlite)
source("../shapes.R"); set.seed(1)
binomial <- list(); hyper <- list(); quantile <- list()
for (n in c(1, 2, 7, 40, 300, 5000, 100000)) for (p in c(1e-9, .003, .2, .5, .93)) {
  ks <- unique(round(pmin(n, pmax(0, c(0, n * p, n * p + 3 * sqrt(n * p), n * .6, n)))))
  for (k in ks) binomial[[length(binomial) + 1]] <- c(k, n, p, dbinom(k, n, p, log = TRUE),
    pbinom(k, n, p, log.p = TRUE), pbinom(k - 1, n, p, lower.tail = FALSE, log.p = TRUE))
}
for (i in 1:140) {
  m <- round(10^runif(1, 0, 3.5)); n <- round(10^runif(1, 0, 4)); d <- sample(1:(m + n), 1)
  lo <- max(0, d - n); hi <- min(m, d); k <- if (i %% 3 == 0) round(d * m / (m + n)) else if (hi > lo) sample(lo:hi, 1) else lo
  k <- max(lo, min(hi, k))
  hyper[[i]] <- c(k, m, n, d, dhyper(k, m, n, d, log = TRUE), phyper(k, m, n, d, log.p = TRUE),
                  phyper(k - 1, m, n, d, lower.tail = FALSE, log.p = TRUE))
}
for (tail in c(1e-12, .001, .025, .3, .5, .9, .975, .9999)) for (a in c(1, 2.5, 17)) for (b in c(1, 4.7, 300))
  quantile[[length(quantile) + 1]] <- c(tail, a, b, qf(tail, a, b, lower.tail = FALSE), qchisq(tail, b, lower.tail = FALSE))
finite <- function(rows) Filter(function(row) all(is.finite(row)), rows)
put(list(binomial = finite(binomial), hypergeometric = finite(hyper), quantile = finite(quantile)))
