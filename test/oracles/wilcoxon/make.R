# Rscript make.R > answers.json   (R 4.2.2, coin 1.4.2, effsize 0.8.1, jsonlite)
suppressMessages({ library(jsonlite); library(coin); library(effsize) })
test <- function(h) list(statistic = unname(h$statistic), parameter = unname(h$parameter), p = h$p.value,
                         estimate = unname(h$estimate), ci = as.numeric(h$conf.int), method = h$method)
one <- function(d, name) {
  x <- d[[name]][d$group == 0]
  y <- d[[name]][d$group == 1]
  ties <- any(duplicated(c(x, y)))
  long <- data.frame(v = c(x, y), g = factor(rep(c("x", "y"), c(length(x), length(y)))))
  w <- coin::wilcox_test(v ~ g, long, distribution = "exact", conf.int = TRUE)
  ci <- coin::confint(w)
  cliff <- effsize::cliff.delta(x, y)
  cohen <- effsize::cohen.d(x, y)
  out <- list(
    n = c(length(x), length(y)), ties = ties,
    r_default = test(suppressWarnings(wilcox.test(x, y, conf.int = TRUE))),
    normal_cc = test(suppressWarnings(wilcox.test(x, y, exact = FALSE, conf.int = TRUE))),
    coin_exact = list(Z = as.numeric(coin::statistic(w)), p = as.numeric(coin::pvalue(w)),
                      hl = unname(ci$estimate), ci = as.numeric(ci$conf.int)),
    median_of_differences = median(outer(x, y, "-")),
    rank_biserial_cliffs_delta = mean(sign(outer(x, y, "-"))),
    effsize_cliff = list(est = cliff$estimate, ci = unname(cliff$conf.int), var = cliff$var),
    cohen_d = list(est = cohen$estimate, ci = unname(cohen$conf.int)),
    hedges_g = effsize::cohen.d(x, y, hedges.correction = TRUE)$estimate,
    t_welch = test(t.test(x, y)))
  if (!ties) out$exact <- test(wilcox.test(x, y, exact = TRUE, conf.int = TRUE))
  out
}
cases <- list()
for (file in c("small", "large")) {
  d <- read.csv(paste0(file, ".csv"))
  for (name in c("cont", "ties", "zero")) cases[[paste0(file, "/", name)]] <- one(d, name)
}
cat(toJSON(list(versions = list(R = "4.2.2", coin = "1.4.2", effsize = "0.8.1"), cases = cases),
           digits = 15, auto_unbox = TRUE, null = "null", pretty = TRUE))
