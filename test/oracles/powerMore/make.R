# Rscript make.R > answers.json   (R, jsonlite, pwr): correlation by pwr.r.test (power, and r for 80 %); log-rank by Schoenfeld's formula
source("../shapes.R"); suppressMessages(library(pwr))
r <- list(); least <- list(); lr <- list()
for (n in c(5, 12, 36, 91, 371, 2000)) { for (v in c(0.01, .1, .3, .6, .9)) for (a in c(.05, .001)) r[[length(r) + 1]] <- c(v, n, a, pwr.r.test(n, v, a)$power)
  least[[length(least) + 1]] <- c(n, pwr.r.test(n, power = .8)$r) }
for (h in c(.3, .63, 1.2, 2, 5)) for (d in c(5, 40, 132, 1000)) for (p in c(.5, .2)) lr[[length(lr) + 1]] <- c(h, d, p, pnorm(abs(log(h)) * sqrt(d * p * (1 - p)) - qnorm(.975)),
  (qnorm(.975) + qnorm(.8))^2 / (log(h)^2 * p * (1 - p)), exp((qnorm(.975) + qnorm(.8)) / sqrt(d * p * (1 - p))))
put(list(r = r, least = least, logRank = lr), pwr = as.character(packageVersion("pwr")))
