# Rscript make.R > answers.json   (R 4.2.2, psych, jsonlite): psych::r.test for z and Williams's t; Zou 2007's interval from its formula
source("../shapes.R"); suppressMessages(library(psych)); set.seed(10)
zou <- function(r1, r2, n1, n2, c = 0) {
  ci <- function(r, n) tanh(atanh(r) + c(-1, 1) * qnorm(.975) / sqrt(n - 3)); a <- ci(r1, n1); b <- ci(r2, n2)
  c(r1 - r2 - sqrt((r1 - a[1])^2 + (b[2] - r2)^2 - 2 * c * (r1 - a[1]) * (b[2] - r2)),
    r1 - r2 + sqrt((a[2] - r1)^2 + (r2 - b[1])^2 - 2 * c * (a[2] - r1) * (r2 - b[1])))
}
independent <- list(); overlapping <- list()
for (i in 1:30) {
  r <- round(runif(2, -.95, .95), 3); n <- sample(4:400, 2)
  h <- r.test(n[1], r[1], r[2], n2 = n[2])
  independent[[i]] <- c(r, n, h$z * sign(r[1] - r[2]), 2 * pnorm(-abs(h$z)), zou(r[1], r[2], n[1], n[2]))
}
while (length(overlapping) < 30) {
  n <- sample(6:400, 1); m <- round(cor(matrix(rnorm(30), 6) %*% matrix(rnorm(15), 5)), 3)
  xz <- m[1, 3]; yz <- m[2, 3]; xy <- m[1, 2]
  if (1 - xz^2 - yz^2 - xy^2 + 2 * xz * yz * xy < .01 || max(abs(c(xz, yz, xy))) > .97) next
  h <- r.test(n, xz, yz, xy)
  k <- ((xy - xz * yz / 2) * (1 - xz^2 - yz^2 - xy^2) + xy^3) / ((1 - xz^2) * (1 - yz^2))
  overlapping[[length(overlapping) + 1]] <- c(xz, yz, xy, n, h$t, 2 * pt(-abs(h$t), n - 3), zou(xz, yz, n, n, k))
}
put(list(independent = independent, overlapping = overlapping), psych = as.character(packageVersion("psych")))
