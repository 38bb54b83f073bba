# node test/bench/survival.ts --write DIR && Rscript test/bench/survival.R DIR: the same patients in R's survival, median of 3 runs, ms
suppressMessages(library(survival))
dir <- commandArgs(TRUE)[1]
ms <- function(f) round(median(replicate(3, system.time(f())[["elapsed"]])) * 1000)
for (n in c(1e3, 1e4, 1e5, 1e6)) {
  d <- as.data.frame(matrix(readBin(file.path(dir, sprintf("%d.f64", as.integer(n))), "double", 6 * n), n))
  names(d) <- c("time", "event", "group", "x1", "x2", "x3"); y <- Surv(d$time, d$event)
  cat(n, "survfit", ms(function() survfit(y ~ 1)), "survdiff", ms(function() survdiff(y ~ group, d)),
      "coxph", ms(function() coxph(y ~ x1 + x2 + x3, d)), "without concordance",
      ms(function() coxph.fit(as.matrix(d[4:6]), y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE)), "\n")
}
