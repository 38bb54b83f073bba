# Rscript make.R > answers.json   (R 4.2.2, jsonlite): ks.test as it comes (exact where mn < 10,000, ties too), and exact = FALSE
source("../shapes.R"); set.seed(7)
cases <- list()
for (kind in kinds) for (n in list(c(1, 5), c(3, 9), c(20, 20), c(60, 45), c(150, 90))) for (shift in c(0, .5, 2)) {
  x <- column(kind, n[1], shift); y <- column(kind, n[2])
  h <- quiet(ks.test(x, y)); a <- quiet(ks.test(x, y, exact = FALSE))
  cases[[length(cases) + 1]] <- list(x = x, y = y, d = unname(h$statistic), p = h$p.value, asymptotic = a$p.value)
}
put(cases)
