# Rscript make.R > answers.json   (R 4.2.2, jsonlite): chisq.test with and without Yates; V by pchisq(ncp = ) solved to 1e-12
source("../shapes.R"); set.seed(11)
bounds <- function(x, df, most) sapply(c(.025, .975), function(p) {
  f <- function(ncp) pchisq(x, df, ncp, lower.tail = FALSE) - p
  if (f(0) >= 0) 0 else min(1, sqrt(uniroot(f, c(0, x * 4 + 60), tol = 1e-12)$root / most))
})
cases <- list(); tails <- list()
for (i in 1:90) {
  r <- sample(2:5, 1); c <- if (i %% 2) 2 else sample(2:4, 1); if (i %% 3 == 0) r <- 2
  m <- matrix(rpois(r * c, 10^runif(1, .2, 2)), r); m[1, 1] <- m[1, 1] + sample(0:30, 1)
  if (any(rowSums(m) == 0) || any(colSums(m) == 0)) next
  h <- quiet(chisq.test(m)); plain <- quiet(chisq.test(m, correct = FALSE)); most <- sum(m) * (min(dim(m)) - 1)
  x <- unname(plain$statistic)
  cases[[length(cases) + 1]] <- list(table = m, chi2 = unname(h$statistic), logP = pchisq(h$statistic, h$parameter, lower.tail = FALSE, log.p = TRUE)[[1]],
    plain = x, logPlain = pchisq(x, h$parameter[[1]], lower.tail = FALSE, log.p = TRUE), v = sqrt(x / most), bounds = if (x < 400) bounds(x, plain$parameter[[1]], most))
}
for (x in c(.5, 4, 30, 200)) for (df in c(1, 4, 12)) for (ncp in c(.3, 5, 60)) tails[[length(tails) + 1]] <- c(x, df, ncp, pchisq(x, df, ncp, lower.tail = FALSE))
put(list(tables = cases, tails = tails))
