# Rscript make.R > answers.json   (R 4.2.2, exactRankTests, coin, jsonlite)
# p: wilcox.test where it is exact; with ties or zeros below 50 pairs exactRankTests::wilcox.exact; wilcox.test's normal above.
# pratt: coin::wilcoxsign_test(zero.method = "Pratt", exact)
source("../shapes.R"); suppressMessages({library(exactRankTests); library(coin)}); set.seed(5)
cases <- list()
for (kind in kinds) for (n in c(2, 5, 9, 20, 45, 49, 60, 200)) for (shift in c(0, .5)) {
  x <- column(kind, n, shift); y <- column(kind, n)
  d <- x - y
  d <- if (kind == "shifted") round(d, 3) else signif(d, 7)
  if (all(d == 0)) next
  y <- rep(0, n); x <- d
  plain <- !any(duplicated(abs(d))) && all(d != 0)
  h <- quiet(wilcox.test(d, conf.int = n > 5))
  p <- if (plain || n >= 50) h$p.value else quiet(wilcox.exact(d))$p.value
  one <- list(d = d, v = unname(h$statistic), p = p, plain = plain)
  # below its tolerance of 1e-4 the root finder finds nothing
  if (plain && n > 5 && (n < 50 || kind != "tiny")) one$shift <- as.numeric(c(h$estimate, h$conf.int))
  if (n > 8 && n < 50) one$pratt <- as.numeric(coin::pvalue(coin::wilcoxsign_test(d ~ y, distribution = "exact", zero.method = "Pratt")))
  cases[[length(cases) + 1]] <- one
}
put(cases, coin = as.character(packageVersion("coin")), exactRankTests = as.character(packageVersion("exactRankTests")))
