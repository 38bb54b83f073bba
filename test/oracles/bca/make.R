# Rscript make.R > answers.json   (R 4.2.2, boot, jsonlite): boot's own BCa from given replicates, with the jackknife as influence values
source("../shapes.R"); library(boot); set.seed(18)
cases <- list()
for (kind in c("normal", "skewed", "sparse", "huge")) for (n in c(12, 60)) for (what in c("mean", "sd", "cv")) {
  x <- column(kind, n); f <- switch(what, mean = mean, sd = sd, cv = function(v) sd(v) / (abs(mean(v)) + sd(v)))
  b <- boot(x, function(d, i) f(d[i]), 199); b$t[, 1] <- signif(b$t[, 1], 9)
  left <- sapply(seq_len(n), function(i) f(x[-i])); l <- (n - 1) * (mean(left) - left)
  h <- try(quiet(boot.ci(b, type = "bca", t0 = b$t0, t = b$t[, 1], L = l)$bca), silent = TRUE)
  if (inherits(h, "try-error")) next
  cases[[length(cases) + 1]] <- list(value = b$t0, replicates = b$t[, 1], jackknife = left, interval = h[4:5])
}
put(cases, boot = as.character(packageVersion("boot")))
