# Rscript firth.R > firth.json   (R 4.2.2, survival 3.5-3) Firth's penalised Cox likelihood written out and optimised by brute force
# (no coxphf here), and the cumulative/dynamic AUC written out as a double sum.
suppressMessages({library(survival); library(jsonlite)})
set.seed(20261124)
parts <- function(b, d, X, efron) {       # log-likelihood and information by explicit sums
  ll <- 0; I <- matrix(0, ncol(X), ncol(X)); w <- exp(drop(X %*% b))
  for (t in unique(d$time[d$event == 1])) {
    r <- d$time >= t; dead <- d$time == t & d$event == 1; m <- sum(dead)
    ll <- ll + sum(drop(X %*% b)[dead])
    for (k in 0:(m - 1)) {
      u <- w * (r - if (efron) k / m * dead else 0); s <- sum(u); mean <- colSums(u * X) / s
      ll <- ll - log(s); I <- I + crossprod(X * u, X) / s - outer(mean, mean)
    }
  }
  list(ll = ll, I = I)
}
pen <- function(b, d, X, efron) { p <- parts(b, d, X, efron); p$ll + .5 * determinant(p$I)$modulus[1] }
top <- function(d, X, efron, hold = NULL, at = 0) {
  free <- setdiff(seq_len(ncol(X)), hold)
  full <- function(v) { b <- numeric(ncol(X)); b[free] <- v; b[hold] <- at; b }
  if (!length(free)) return(list(par = full(numeric(0)), value = pen(full(numeric(0)), d, X, efron)))
  o <- optim(rep(0, length(free)), function(v) -pen(full(v), d, X, efron), method = "BFGS", control = list(reltol = 1e-16, maxit = 1000))
  o <- optim(o$par, function(v) -pen(full(v), d, X, efron), method = "BFGS", control = list(reltol = 1e-16, maxit = 1000, ndeps = rep(1e-5, length(free))))
  list(par = full(o$par), value = -o$value)
}
fit <- function(d, X, efron) {
  best <- top(d, X, efron); z2 <- qchisq(.95, 1)
  lim <- function(j, side) { f <- function(at) 2 * (best$value - top(d, X, efron, j, at)$value) - z2
    tryCatch(uniroot(f, sort(best$par[j] + side * c(1e-3, 12)), tol = 1e-10)$root, error = function(e) NULL) }
  list(coef = best$par, loglik = best$value, null = pen(numeric(ncol(X)), d, X, efron),
       se = sqrt(diag(solve(parts(best$par, d, X, efron)$I))),
       ratio = sapply(seq_len(ncol(X)), function(j) 2 * (best$value - top(d, X, efron, j, 0)$value)),
       low = lapply(seq_len(ncol(X)), lim, -1), high = lapply(seq_len(ncol(X)), lim, 1))
}
cases <- list()
for (i in 1:8) {
  n <- 14; x2 <- rep(0:1, length.out = n); x1 <- round(rnorm(n), 2); time <- ceiling(rexp(n, .1)); event <- rbinom(n, 1, .7)
  separated <- i <= 5
  if (separated) event[x2 == 0] <- 0                     # nobody with x2 = 0 dies
  if (sum(event) < 3) event[x2 == 1] <- 1
  d <- data.frame(time, event); X <- cbind(x1, x2); efron <- i %% 2 == 1
  cases[[i]] <- c(list(separated = separated, ties = if (efron) "efron" else "breslow", time = time, event = event, x1 = x1, x2 = x2), fit(d, X, efron))
}
auc <- lapply(1:20, function(i) {
  n <- 30; tied <- i %% 2; time <- round(rexp(n, .1), if (tied) 0 else 2); event <- rbinom(n, 1, .6); marker <- round(rnorm(n) - .05 * time, if (tied) 0 else 2)
  G <- sapply(time, function(t) { g <- 1; for (u in sort(unique(time[time < t]))) { r <- sum(time > u | (time == u & event == 0)); if (r > 0) g <- g * (1 - sum(time == u & event == 0) / r) }; g })
  at <- unname(quantile(time, c(.3, .5, .8))); at <- at[at > 0]
  v <- sapply(at, function(t) { i <- which(time <= t & event == 1); j <- which(time > t); if (!length(i) || !length(j)) return(NA)
    sum(outer(i, j, function(a, b) ((marker[a] > marker[b]) + .5 * (marker[a] == marker[b])) / G[a])) / (sum(1 / G[i]) * length(j)) })
  list(time = time, event = event, marker = marker, at = at, auc = v)
})
cat(toJSON(list(versions = list(R = "4.2.2", survival = "3.5-3"), firth = cases, auc = auc), digits = I(15), auto_unbox = TRUE, na = "null", null = "null"))
