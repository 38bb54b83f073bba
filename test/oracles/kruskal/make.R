# Rscript make.R > answers.json   (R 4.2.2, jsonlite)
library(jsonlite)
test <- function(h) list(statistic = unname(h$statistic), parameter = unname(h$parameter), p = h$p.value, method = h$method)
one <- function(file) {
  d <- read.csv(paste0(file, ".csv"))
  d$group <- factor(d$group)
  n <- nrow(d)
  k <- kruskal.test(value ~ group, d)
  list(n = n, k = nlevels(d$group), kruskal = test(k), epsilon2 = unname(k$statistic) * (n + 1) / (n^2 - 1),
       oneway_equal = test(oneway.test(value ~ group, d, var.equal = TRUE)),
       oneway_welch = test(oneway.test(value ~ group, d)))
}
cat(toJSON(list(versions = list(R = "4.2.2"), cases = list(values = one("values"), stage = one("stage"))),
           digits = 15, auto_unbox = TRUE, pretty = TRUE))
