# Rscript make.R > answers.json   (R, jsonlite, brglm2): Firth's estimates and errors by brglm2 (type "AS_mean"), and, independent of
# it, the penalised likelihood log L + 1/2 log|X'WX| written out and maximised by optim from several starts: its value, its profile
# limits by uniroot, and ratio statistics at 0. logistf is not in Debian; its profile intervals are these by definition.
source("../shapes.R"); suppressMessages(library(brglm2)); set.seed(41)
pen <- function(b, y, X) { e <- drop(X %*% b); w <- dlogis(e)
  d <- determinant(crossprod(X * w, X)); if (d$sign <= 0 || !is.finite(d$modulus)) return(-1e10)
  sum(plogis(ifelse(y == 1, e, -e), log.p = TRUE)) + .5 * d$modulus[1] }
grad <- function(b, y, X) { e <- drop(X %*% b); p <- plogis(e); w <- dlogis(e); I <- crossprod(X * w, X)
  h <- tryCatch(w * rowSums((X %*% solve(I, tol = 1e-300)) * X), error = function(e) rep(0, length(y))); drop(crossprod(X, y - p + h * (.5 - p))) }
top <- function(y, X, start, hold = NULL, at = 0) {
  free <- setdiff(seq_len(ncol(X)), hold); full <- function(v) { b <- numeric(ncol(X)); b[free] <- v; b[hold] <- at; b }
  if (!length(free)) return(list(par = full(numeric(0)), value = pen(full(numeric(0)), y, X)))
  best <- NULL
  for (s in list(start[free], numeric(length(free)), start[free] / 2)) {
    o <- tryCatch(optim(s, function(v) -pen(full(v), y, X), function(v) -grad(full(v), y, X)[free], method = "BFGS", control = list(reltol = 1e-16, maxit = 2000)), error = function(e) NULL)
    if (!is.null(o) && (is.null(best) || o$value < best$value)) best <- o
  }
  list(par = full(best$par), value = -best$value)
}
fit <- function(y, X) {
  g <- quiet(glm(y ~ X - 1, family = binomial, method = "brglm_fit", type = "AS_mean", epsilon = 1e-12, maxit = 5000, slowit = 1))
  start <- unname(coef(g)); best <- top(y, X, start); z2 <- qchisq(.95, 1)
  se <- unname(sqrt(diag(vcov(g))))
  lim <- function(j, side) { from <- best$par; f <- function(at) 2 * (best$value - top(y, X, from, j, at)$value) - z2
    out <- se[j]; while (f(best$par[j] + side * out) < 0 && out < 1e3 * se[j]) out <- out * 1.5
    uniroot(f, sort(best$par[j] + side * c(0, out)), tol = 1e-9 * se[j])$root }
  list(b = start, se = se, brute = best$par, value = best$value, worst = max(abs(grad(start, y, X) * se)),
    ratio = sapply(seq_along(start), function(j) 2 * (best$value - top(y, X, best$par, j, 0)$value)),
    slopes = 2 * (best$value - top(y, X, best$par, seq_len(ncol(X))[-1], 0)$value),
    low = sapply(seq_along(start), lim, -1), high = sapply(seq_along(start), lim, 1))
}
cases <- list()
for (kind in c("normal", "skewed", "tied", "sparse")) for (n in c(10, 24, 60)) for (p in 1:3) for (how in c("apart", "border", "mixed")) {
  x <- sapply(seq_len(p), function(j) column(kind, n)); s <- x[, 1]
  y <- switch(how, apart = as.integer(s > median(s)), border = { v <- as.integer(s > median(s)); v[which(s == median(s) | rank(s, ties.method = "first") == n / 2)] <- 1L; v }, mixed = rbinom(n, 1, plogis(.6 * drop(scale(s)))))
  if (length(unique(y)) < 2) next
  X <- cbind(1, x); if (qr(X)$rank < p + 1) next
  f <- tryCatch(fit(y, X), error = function(e) NULL); if (is.null(f)) next
  cases[[length(cases) + 1]] <- c(list(kind = kind, how = how, y = y, x = lapply(seq_len(p), function(j) x[, j])), f)
}
put(cases, brglm2 = as.character(packageVersion("brglm2")))
