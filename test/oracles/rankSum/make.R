# Rscript make.R > answers.json   (R 4.2.2, coin, jsonlite): wilcox.test as it comes, and coin's exact p given the ties where m + n <= 40
source("../shapes.R"); suppressMessages(library(coin)); set.seed(4)
cases <- list()
for (kind in kinds) for (n in list(c(1, 4), c(3, 9), c(8, 8), c(18, 19), c(40, 45), c(60, 52), c(300, 120))) for (shift in c(0, .6, 3)) {
  x <- column(kind, n[1], shift); y <- column(kind, n[2])
  h <- quiet(wilcox.test(x, y))
  one <- list(x = x, y = y, w = unname(h$statistic), p = h$p.value)
  if (sum(n) <= 40 && any(duplicated(c(x, y)))) {
    d <- data.frame(v = c(x, y), g = factor(rep(c("x", "y"), n)))
    one$p <- as.numeric(coin::pvalue(coin::wilcox_test(v ~ g, d, distribution = "exact")))
  }
  cases[[length(cases) + 1]] <- one
}
put(cases, coin = as.character(packageVersion("coin")))
