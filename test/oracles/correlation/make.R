# Rscript make.R > answers.json   (R 4.2.2, jsonlite): cor.test as it comes for all three; Spearman also with exact = FALSE
source("../shapes.R"); set.seed(8)
cases <- list()
for (kind in kinds) for (n in c(4, 6, 9, 10, 25, 49, 51, 300)) for (b in c(0, .8, -3)) {
  x <- column(kind, n); y <- signif(b * x + column(kind, n), 7)
  if (length(unique(y)) < 2) next
  one <- list(x = x, y = y)
  h <- cor.test(x, y); one$pearson <- unname(c(h$estimate, h$statistic, h$p.value, h$conf.int))
  h <- quiet(cor.test(x, y, method = "spearman")); one$spearman <- unname(c(h$estimate, h$statistic, h$p.value))
  h <- quiet(cor.test(x, y, method = "spearman", exact = FALSE)); one$t <- h$p.value
  h <- quiet(cor.test(x, y, method = "kendall")); one$kendall <- unname(c(h$estimate, h$p.value))
  cases[[length(cases) + 1]] <- one
}
for (n in c(1289, 1291)) {
  x <- sample(n); y <- round(x + rnorm(n, 0, 2 * n), 2)
  h <- quiet(cor.test(x, y)); s <- quiet(cor.test(x, y, method = "spearman")); k <- quiet(cor.test(x, y, method = "kendall"))
  cases[[length(cases) + 1]] <- list(x = x, y = y, pearson = unname(c(h$estimate, h$statistic, h$p.value, h$conf.int)),
    spearman = unname(c(s$estimate, s$statistic, s$p.value)),
    t = quiet(cor.test(x, y, method = "spearman", exact = FALSE))$p.value, kendall = unname(c(k$estimate, k$p.value)))
}
put(cases)
