# Rscript auc.R > auc.json   (R 4.2.2, survival 3.5-3, riskRegression 2022.11.28) the cumulative/dynamic AUC with every patient given a weight,
# from its definition; its derivative by each weight (central differences) is the influence function of Blanche et al. 2013; error =
# sqrt(sum d^2 n/(n - 1)). riskRegression::Score(cens.model = "km") beside it, where no times are tied.
suppressMessages({library(survival); library(riskRegression); library(jsonlite)})
set.seed(20261127)
auc <- function(w, time, event, marker, t) {
  G <- sapply(time, function(s) { g <- 1
    for (u in sort(unique(time[time < s]))) { r <- sum(w[time > u | (time == u & event == 0)]); if (r > 0) g <- g * (1 - sum(w[time == u & event == 0]) / r) }
    g })
  i <- which(time <= t & event == 1); j <- which(time > t)
  if (!length(i) || !length(j)) return(NA)
  won <- outer(i, j, function(a, b) ((marker[a] > marker[b]) + .5 * (marker[a] == marker[b])) * w[a] / G[a] * w[b])
  sum(won) / (sum(w[i] / G[i]) * sum(w[j]))
}
slope <- function(k, ...) { n <- length(list(...)[[1]]); h <- 1e-4; e <- replace(numeric(n), k, h)
  d <- function(h) (auc(1 + e * h, ...) - auc(1 - e * h, ...)) / (2e-4 * h)
  (4 * d(1) - d(2)) / 3 }
cases <- lapply(1:24, function(c) {
  n <- c(12, 30, 60)[c %% 3 + 1]; tied <- c %% 2 == 1
  marker <- round(rnorm(n), if (tied) 0 else 3); death <- rexp(n, .1 * exp(marker)); end <- rexp(n, .06)
  time <- round(pmin(death, end), if (tied) 0 else 6); event <- as.numeric(death <= end)
  if (tied) time <- pmax(time, 1)
  at <- unname(round(quantile(time, c(.3, .5, .8)), 4))
  value <- sapply(at, function(t) auc(rep(1, n), time, event, marker, t))
  error <- sapply(at, function(t) if (is.na(auc(rep(1, n), time, event, marker, t))) NA else sqrt(sum(sapply(1:n, slope, time, event, marker, t)^2) * n / (n - 1)))
  score <- if (tied || n < 30) NULL else {
    s <- Score(list(m = matrix(marker, n, length(at))), Surv(time, event) ~ 1, data = data.frame(time, event), times = at, metrics = "auc", cens.model = "km", conf.int = TRUE)$AUC$score
    list(auc = s$AUC, se = s$se) }
  list(tied = tied, time = time, event = event, marker = marker, at = at, auc = value, error = error, score = score)
})
versions <- list(R = paste(R.version$major, R.version$minor, sep = "."), survival = as.character(packageVersion("survival")), riskRegression = as.character(packageVersion("riskRegression")))
cat(toJSON(list(versions = versions, cases = cases), digits = I(15), auto_unbox = TRUE, na = "null", null = "null"))
