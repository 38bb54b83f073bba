# Rscript make.R > answers.json   (R 4.2.2, psych, jsonlite): psych::ICC(lmer = FALSE): [ICC, F, df1, df2, p, low, high]; Bland-Altman by formula
source("../shapes.R"); suppressMessages(library(psych)); set.seed(14)
cases <- list()
for (kind in c("normal", "skewed", "tied", "sparse", "huge")) for (n in c(3, 6, 15, 40)) for (k in c(2, 3, 5)) {
  truth <- column(kind, n) * 2
  m <- sapply(seq_len(k), function(j) signif(truth + column(kind, n) * .8 + j * .1, 7))
  r <- try(quiet(ICC(m, lmer = FALSE, missing = FALSE)), silent = TRUE)
  if (inherits(r, "try-error") || any(!is.finite(as.matrix(r$results[, -1])))) next
  d <- m[, 1] - m[, 2]; s <- sd(d); z <- qnorm(.975); reach <- qt(.975, n - 1) * s * sqrt(1 / n + z^2 / (2 * (n - 1)))
  cases[[length(cases) + 1]] <- list(readings = lapply(seq_len(k), function(j) m[, j]), icc = unname(as.matrix(r$results[, -1])),
    bland = c(mean(d), mean(d) + c(-1, 1) * qt(.975, n - 1) * s / sqrt(n), s, mean(d) - z * s, mean(d) - z * s + c(-1, 1) * reach, mean(d) + z * s, mean(d) + z * s + c(-1, 1) * reach))
}
put(cases, psych = as.character(packageVersion("psych")))
