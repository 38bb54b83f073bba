# Rscript make.R > answers.json   (R 4.2.2, e1071): CIBERSORT by its definition, on a signature of 60 genes × 5 cells and mixtures from pure
# signal to pure noise, so that P is spread over 0 … 1; the draws of the permutations are given too
source("../shapes.R"); suppressMessages(library(e1071)); set.seed(11)
g <- 60; d <- 5; X0 <- round(matrix(2^(rnorm(g * d, 4, 1) + ifelse(runif(g * d) < .2, 4, 0)), g), 3); n <- 10
f <- matrix(rexp(n * d), n); f <- f / rowSums(f); noise <- c(0, .2, .5, .8, .9, .95, 1, 1, 1, 1)
Y <- sapply(1:n, function(i) round((1 - noise[i]) * X0 %*% f[i, ] + noise[i] * 2^rnorm(g, 5, 1.5), 3))
X <- (X0 - mean(X0)) / sd(as.vector(X0))
core <- function(y, tolerance = .001) {
  best <- NULL
  for (nu in c(.25, .5, .75)) {
    m <- svm(X, y, type = "nu-regression", kernel = "linear", nu = nu, scale = FALSE, tolerance = tolerance)
    q <- as.vector(t(m$coefs) %*% m$SV); q[q < 0] <- 0; if (sum(q) == 0) next; w <- q / sum(q); k <- as.vector(X %*% w); rmse <- sqrt(mean((k - y)^2))
    if (is.null(best) || rmse < best$rmse) best <- list(w = w, rmse = rmse, r = cor(k, y), nu = nu)
  }
  best
}
z <- function(y) (y - mean(y)) / sd(y)
P <- 40; draws <- t(replicate(P, sample(g * n, g)))
# a permutation in which no cell gets a weight reaches no correlation: -1
nulls <- function(tolerance) sort(apply(draws, 1, function(i) { b <- core(z(as.vector(Y)[i]), tolerance); if (is.null(b)) -1 else b$r }))
out <- list()
for (tolerance in c(.001, 1e-8)) {
  nd <- nulls(tolerance)
  out[[length(out) + 1]] <- list(tolerance = tolerance, null = nd, fits = lapply(1:n, function(i) {
    b <- core(z(Y[, i]), tolerance)
    c(b, list(original = 1 - which.min(abs(nd - b$r)) / P, honest = (1 + sum(nd >= b$r)) / (P + 1)))
  }))
}
put(list(signature = X0, mixtures = Y, draws = draws - 1, runs = out), e1071 = as.character(packageVersion("e1071")))
