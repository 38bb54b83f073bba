# Rscript make.R > answers.json   (R 4.2.2, jsonlite): glm to 1e-14; Firth by maximising log likelihood + log det(information)/2 with
# optim (BFGS, several starts, Richardson gradients left to it), profiled for interval and ratio test: no package, the definition only
source("../shapes.R"); set.seed(16)
penalised <- function(b, X, y) {
  e <- drop(X %*% b); w <- plogis(e) * plogis(-e)
  i <- determinant(crossprod(X * sqrt(w)))$modulus
  sum(ifelse(y == 1, plogis(e, log.p = TRUE), plogis(-e, log.p = TRUE))) + as.numeric(i) / 2
}
score <- function(b, X, y) {
  e <- drop(X %*% b); p <- plogis(e); w <- p * (1 - p); q <- qr.Q(qr(X * sqrt(w))); drop(crossprod(X, y - p + rowSums(q^2) * (.5 - p)))
}
top <- function(X, y, fixed = NULL, at = 0) {
  size <- apply(X, 2, function(v) sqrt(mean(v^2))); X <- sweep(X, 2, size, "/"); if (!is.null(fixed)) at <- at * size[fixed]
  free <- setdiff(seq_len(ncol(X)), fixed)
  full <- function(b) {v <- numeric(ncol(X)); v[free] <- b; v[fixed] <- at; v}
  if (!length(free)) return(list(b = full(numeric(0)) / size, value = sum(log(size)) + penalised(full(numeric(0)), X, y)))
  f <- function(b) -penalised(full(b), X, y); g <- function(b) -score(full(b), X, y)[free]
  b <- numeric(length(free))
  for (k in 1:8) b <- optim(b, f, g, method = "BFGS", control = list(reltol = 1e-16, maxit = 2000))$par
  list(b = full(b) / size, value = -f(b) + sum(log(size)))
}
firth <- function(X, y) {
  m <- top(X, y); info <- {e <- drop(X %*% m$b); solve(crossprod(X * sqrt(plogis(e) * plogis(-e))))}
  se <- sqrt(diag(info)); drop <- qchisq(.95, 1) / 2
  side <- function(j, s) {f <- function(v) m$value - top(X, y, j, v)$value - drop
    far <- 2; while (f(m$b[j] + s * far * se[j]) < 0) far <- far * 2
    uniroot(function(k) f(m$b[j] + s * k * se[j]), c(1e-6, far), tol = 1e-11)$root * s * se[j] + m$b[j]}
  list(b = m$b, se = se, low = sapply(seq_along(se), side, -1), high = sapply(seq_along(se), side, 1),
       p = sapply(seq_along(se), function(j) pchisq(2 * (m$value - top(X, y, j, 0)$value), 1, lower.tail = FALSE)), value = m$value)
}
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
  f <- try(firth(X, y), silent = TRUE); if (inherits(f, "try-error")) next
  one$firth <- f; cases[[length(cases) + 1]] <- one
}
put(cases)
