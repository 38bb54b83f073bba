# Rscript make.R > answers.json   (R 4.2.2, psych, vcd, jsonlite): vcd::Kappa for the unweighted and quadratic kappa and their errors;
# Fleiss' kappa by the formula of irr::kappam.fleiss, category by category too
source("../shapes.R"); suppressMessages({library(psych); library(vcd)}); set.seed(13)
fleiss <- function(m) {
  n <- nrow(m); k <- sum(m[1, ]); p <- colSums(m) / (n * k); pe <- sum(p^2)
  po <- sum(m^2 - m) / (n * k * (k - 1)); kappa <- (po - pe) / (1 - pe); q <- 1 - p
  error <- sqrt(2) / (sum(p * q) * sqrt(n * k * (k - 1))) * sqrt(sum(p * q)^2 - sum(p * q * (q - p)))
  each <- 1 - colSums(m * (k - m)) / (n * k * (k - 1) * p * q)
  list(kappa = kappa, z = kappa / error, each = each)
}
cohen <- list(); many <- list()
for (i in 1:40) {
  k <- sample(2:5, 1); m <- matrix(rpois(k * k, 10^runif(1, .3, 1.3)), k) + diag(sample(0:20, k, TRUE), k)
  if (any(rowSums(m) == 0) || any(colSums(m) == 0)) next
  v <- Kappa(m, weights = "Fleiss-Cohen"); e <- Kappa(m, weights = "Equal-Spacing")
  p <- cohen.kappa(m)
  cohen[[length(cohen) + 1]] <- list(table = m, none = unname(v$Unweighted), quadratic = unname(v$Weighted), linear = unname(e$Weighted),
    psych = c(p$kappa, p$weighted.kappa, p$var.kappa, p$var.weighted))
}
for (i in 1:25) {
  k <- sample(2:5, 1); readers <- sample(2:8, 1)
  m <- t(replicate(sample(3:40, 1), as.vector(rmultinom(1, readers, prob = runif(k)^3))))
  if (any(colSums(m) == 0)) next
  many[[length(many) + 1]] <- c(list(counts = m), fleiss(m))
}
put(list(cohen = cohen, fleiss = many), psych = as.character(packageVersion("psych")), vcd = as.character(packageVersion("vcd")))
