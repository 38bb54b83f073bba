# Rscript make.R > answers.json   (R 4.2.2, psych, jsonlite)
source("../shapes.R"); suppressMessages(library(psych)); set.seed(2)
cases <- list()
for (kind in kinds) for (n in c(4, 5, 9, 30, 201)) {
  x <- column(kind, n)
  cases[[length(cases) + 1]] <- list(x = x, mad = mad(x), skew = skew(x, type = 2), kurtosis = kurtosi(x, type = 2))
}
put(cases, psych = as.character(packageVersion("psych")))
