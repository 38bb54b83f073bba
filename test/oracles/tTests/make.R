# Rscript make.R > answers.json   (R 4.2.2, jsonlite): [t, df, p, estimate, low, high]
source("../shapes.R"); set.seed(3)
parts <- function(h, e) unname(c(h$statistic, h$parameter, h$p.value, e, h$conf.int))
cases <- list()
for (kind in kinds) for (n in list(c(2, 2), c(3, 9), c(12, 12), c(40, 17), c(150, 150))) for (shift in c(0, .8)) {
  x <- column(kind, n[1], shift); y <- column(kind, n[2])
  one <- list(x = x, y = y, student = {h <- t.test(x, y, var.equal = TRUE); parts(h, mean(x) - mean(y))},
              welch = {h <- t.test(x, y); parts(h, mean(x) - mean(y))})
  if (n[1] == n[2]) one$paired <- {h <- t.test(x, y, paired = TRUE); parts(h, mean(x - y))}
  cases[[length(cases) + 1]] <- one
}
put(cases)
