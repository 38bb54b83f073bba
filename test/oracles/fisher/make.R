# Rscript make.R > answers.json   (R 4.2.2, jsonlite): fisher.test's p; odds ratio and bounds by its own equations, solved to 1e-13
# (fisher.test itself stops at 1e-4)
source("../shapes.R"); set.seed(12)
solved <- function(m) {
  a <- rowSums(m)[1]; b <- rowSums(m)[2]; k <- colSums(m)[1]; x <- m[1, 1]; lo <- max(0, k - b); hi <- min(k, a); s <- lo:hi
  d <- dhyper(s, a, b, k, log = TRUE)
  w <- function(t) {e <- d + s * t; e <- exp(e - max(e)); e / sum(e)}
  root <- function(f) exp(uniroot(f, c(-60, 60), tol = 1e-13)$root)
  est <- if (x == lo) 0 else if (x == hi) Inf else root(function(t) sum(s * w(t)) - x)
  low <- if (x == lo) 0 else root(function(t) sum(w(t)[s >= x]) - .025)
  high <- if (x == hi) Inf else root(function(t) sum(w(t)[s <= x]) - .025)
  r <- c(est, low, high); lapply(r, function(v) if (is.finite(v)) unname(v) else NULL)
}
square <- list(); wide <- list()
for (i in 1:90) {
  m <- matrix(rpois(4, 10^runif(4, -.3, c(.8, 1.3, 2.3)[i %% 3 + 1])), 2)
  if (any(rowSums(m) == 0) || any(colSums(m) == 0)) next
  square[[length(square) + 1]] <- list(table = m, p = fisher.test(m)$p.value, less = fisher.test(m, alternative = "less")$p.value,
    greater = fisher.test(m, alternative = "greater")$p.value, odds = solved(m), R = {h <- fisher.test(m)$estimate; if (is.finite(h)) unname(h) else NULL})
}
for (i in 1:70) {
  m <- matrix(rpois(sample(2:4, 1) * sample(3:5, 1) * 4, 1), nrow = sample(2:4, 1))
  m <- matrix(rpois(12, c(1, 2.5, 4)[i %% 3 + 1]), nrow = c(3, 4, 2)[i %% 3 + 1]) + diag(2, 4)[1:c(3, 4, 2)[i %% 3 + 1], rep(1:4, 2)[1:(12 / c(3, 4, 2)[i %% 3 + 1])]]
  if (sum(rowSums(m) > 0) < 2 || sum(colSums(m) > 0) < 2) next
  wide[[length(wide) + 1]] <- list(table = m, p = fisher.test(m, workspace = 2e7)$p.value)
}
put(list(square = square, wide = wide))
