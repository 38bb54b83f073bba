# Rscript make.R > answers.json   (R, jsonlite, effectsize): [value, low, high]; noncentral tails from pt and pf; bounds of eta squared from
# pf(ncp = ) solved by uniroot, lambda/(lambda + N)
source("../shapes.R"); suppressMessages(library(effectsize)); set.seed(52)
part <- function(e, name) unname(c(e[[name]], e$CI_low, e$CI_high))
one <- list(); two <- list(); eta <- list(); ranks <- list()
for (kind in c("normal", "skewed", "tied", "huge")) for (n in c(3, 8, 20, 60)) for (shift in c(0, .8)) {
  x <- column(kind, n, shift); y <- column(kind, n + 2)
  one[[length(one) + 1]] <- list(x = x, a = part(cohens_d(x), "Cohens_d"))
  two[[length(two) + 1]] <- list(x = x, y = y, a = part(cohens_d(x, y, pooled_sd = TRUE), "Cohens_d"))
  u <- x - column(kind, n); if (any(u == 0) || n < 4) next
  r <- quiet(rank_biserial(u)); ranks[[length(ranks) + 1]] <- list(d = u, a = part(r, "r_rank_biserial"))
}
lambda <- function(f, a, b, share) { g <- function(l) pf(f, a, b, ncp = l, lower.tail = FALSE) - share; if (g(0) >= 0) 0 else uniroot(g, c(0, 10 * (a * f + 20)), tol = 1e-12)$root }
for (a in c(1, 2, 5)) for (b in c(4, 17, 60, 300)) for (f in c(0, .3, 1, 2.7, 9, 30)) {
  l <- c(lambda(f, a, b, .025), lambda(f, a, b, .975)); eta[[length(eta) + 1]] <- c(f, a, b, a * f / (a * f + b), l / (l + a + b + 1)) }
tt <- list(); for (df in c(2, 5.5, 30, 200)) for (t in c(-3, -.5, 0, 1, 4, 9)) for (d in c(-4, -1, 0, .5, 3, 8)) tt[[length(tt) + 1]] <- c(t, df, d, quiet(pt(t, df, d, lower.tail = FALSE)))
put(list(one = one, two = two, eta = eta, ranks = ranks, t = tt), effectsize = as.character(packageVersion("effectsize")))
