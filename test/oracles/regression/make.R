# Rscript make.R > answers.json   (R 4.2.2, sandwich, jsonlite): lm, vcovHC(type = "HC3"); the last term of every third model is a sum of others
source("../shapes.R"); suppressMessages(library(sandwich)); set.seed(15)
cases <- list()
for (kind in c("normal", "skewed", "tied", "sparse", "tiny", "huge")) for (n in c(8, 20, 75, 300)) for (p in c(1, 2, 4)) {
  x <- sapply(seq_len(p), function(j) column(kind, n)); y <- signif(column(kind, n) + x[, 1] * .4, 7)
  aliased <- p == 4 && n %% 2 == 0
  if (aliased) x[, 3] <- x[, 1] + x[, 2]
  m <- lm(y ~ x); s <- summary(m)
  group <- rbinom(n, 1, .5); group[1:2] <- 0:1
  scale <- 1 / n; r <- lm(I(rank(y) * scale) ~ x + group); rs <- tail(coef(r), 1)
  if (is.na(rs) || qr(model.matrix(r))$rank >= n - 1) next
  # HC3 needs leverages below 1
  if (max(hatvalues(m)) > .999 || max(hatvalues(r)) > .999) next
  co <- coef(m); keep <- !is.na(co)
  hc <- sqrt(diag(vcovHC(m, type = "HC3"))); hc <- hc[!is.na(hc)]; hr <- sqrt(diag(vcovHC(r, type = "HC3")))["group"]
  cases[[length(cases) + 1]] <- list(y = y, x = lapply(seq_len(p), function(j) x[, j]), group = group, estimate = unname(co),
    error = unname(s$coefficients[, 2]), p = unname(s$coefficients[, 4]), hc3 = unname(hc), sigma = s$sigma, r2 = s$r.squared, adjusted = s$adj.r.squared,
    f = unname(s$fstatistic), ranks = unname(c(rs, hr, 2 * pt(-abs(rs / hr), r$df.residual))))
}
put(cases, sandwich = as.character(packageVersion("sandwich")))
