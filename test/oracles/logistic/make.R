# Rscript make.R > answers.json   (R 4.2.2, jsonlite): glm to 1e-14; where the outcomes are separated there is no answer, only the flag
source("../shapes.R"); set.seed(16)
cases <- list()
for (kind in c("normal", "skewed", "tied", "sparse")) for (n in c(12, 30, 90)) for (p in c(1, 2, 3)) for (apart in c(FALSE, TRUE)) {
  x <- sapply(seq_len(p), function(j) column(kind, n)); y <- rbinom(n, 1, plogis(.7 * scale(x[, 1])))
  if (apart) y <- as.integer(x[, 1] > median(x[, 1])) else if (n < 20) y <- rep(0:1, n / 2)
  if (length(unique(y)) < 2) next
  X <- cbind(1, x); if (qr(X)$rank < p + 1) next
  g <- quiet(glm(y ~ x, family = binomial, control = list(epsilon = 1e-14, maxit = 200)))
  one <- list(y = y, x = lapply(seq_len(p), function(j) x[, j]), separated = max(abs(coef(g) * c(1, apply(x, 2, sd)))) > 15 || any(sqrt(diag(vcov(g))) * c(1, apply(x, 2, sd)) > 50))
  s <- summary(g)$coefficients
  if (!one$separated) one$glm <- list(b = unname(s[, 1]), se = unname(s[, 2]), p = unname(s[, 4]), loglik = as.numeric(logLik(g)), null = g$null.deviance - g$deviance)
  cases[[length(cases) + 1]] <- one
}
put(cases)
