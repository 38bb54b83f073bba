# Rscript make.R > answers.json   (R 4.2.2, jsonlite): ppcor 1.1's formula (inverse of the correlation matrix; t with n - 2 - g df)
source("../shapes.R"); set.seed(9)
one <- function(x, y, z, method) {
  n <- length(x); g <- ncol(z); m <- cbind(x, y, z)
  if (method == "spearman") m <- apply(m, 2, rank)
  i <- solve(cor(m)); r <- -i[1, 2] / sqrt(i[1, 1] * i[2, 2])
  s <- cor(m[, 1], residuals(lm(m[, 2] ~ m[, -(1:2)])))
  t <- function(r) r * sqrt((n - 2 - g) / (1 - r^2))
  c(r, t(r), 2 * pt(-abs(t(r)), n - 2 - g), s, t(s), 2 * pt(-abs(t(s)), n - 2 - g))
}
cases <- list()
for (kind in kinds) for (n in c(7, 12, 40, 150)) for (g in c(1, 3)) {
  z <- sapply(seq_len(g), function(i) column(kind, n)); x <- column(kind, n); y <- signif(column(kind, n) + .5 * x + z[, 1], 8)
  if (qr(cbind(1, apply(cbind(x, y, z), 2, rank)))$rank < g + 3) next
  zz <- if (kind == "shifted") z - 1e6 else z
  p <- try(one(if (kind == "shifted") x - 1e6 else x, if (kind == "shifted") y - mean(y) else y, zz, "pearson"), silent = TRUE)
  s <- try(one(x, y, z, "spearman"), silent = TRUE)
  if (inherits(p, "try-error") || inherits(s, "try-error")) next
  cases[[length(cases) + 1]] <- list(x = x, y = y, z = lapply(seq_len(g), function(i) z[, i]), pearson = p, spearman = s)
}
put(cases)
