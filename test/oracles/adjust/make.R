# Rscript make.R > answers.json   (R 4.2.2, jsonlite): p.adjust
source("../shapes.R"); set.seed(20)
cases <- list()
for (n in c(1, 2, 5, 30, 200)) for (b in c(.3, 1, 3)) {
  p <- signif(rbeta(n, b, 1), 4); if (n > 4) p[2] <- p[1]; if (n > 20) p[3:4] <- c(1e-300, 1)
  cases[[length(cases) + 1]] <- list(p = p, holm = p.adjust(p, "holm"), bonferroni = p.adjust(p, "bonferroni"), BH = p.adjust(p, "BH"), BY = p.adjust(p, "BY"))
}
put(cases)
