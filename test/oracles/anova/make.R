# Rscript make.R > answers.json   (R 4.2.2, jsonlite): oneway.test both ways, kruskal.test, and Dunn's z from its formula (Dunn 1964)
source("../shapes.R"); set.seed(6)
dunn <- function(v, g) {
  r <- rank(v); N <- length(v); t <- table(v); k <- nlevels(g)
  spread <- N * (N + 1) / 12 - sum(t^3 - t) / (12 * (N - 1))
  m <- tapply(r, g, mean); n <- table(g); z <- c()
  for (i in 1:(k - 1)) for (j in (i + 1):k) z <- c(z, (m[[i]] - m[[j]]) / sqrt(spread * (1 / n[[i]] + 1 / n[[j]])))
  p <- 2 * pnorm(-abs(z))
  list(z = z, p = p, holm = p.adjust(p, "holm"), BH = p.adjust(p, "BH"))
}
cases <- list()
for (kind in kinds) for (n in list(c(2, 2, 3), c(5, 9, 6), c(30, 12, 44, 20), c(100, 80, 60, 9, 50))) for (shift in c(0, .7)) {
  values <- lapply(seq_along(n), function(i) column(kind, n[i], shift * (i %% 2)))
  v <- unlist(values); g <- factor(rep(seq_along(n), n))
  h <- oneway.test(v ~ g, var.equal = TRUE); k <- kruskal.test(v, g)
  a <- summary(aov(v ~ g))[[1]]
  between <- a[["Sum Sq"]][1]; within <- a[["Sum Sq"]][2]; mse <- a[["Mean Sq"]][2]; df1 <- a[["Df"]][1]
  cases[[length(cases) + 1]] <- list(groups = values, f = unname(h$statistic), p = h$p.value, eta2 = between / (between + within),
    omega2 = (between - df1 * mse) / (between + within + mse), h = unname(k$statistic), kruskal = k$p.value, dunn = dunn(v, g))
}
put(cases)
