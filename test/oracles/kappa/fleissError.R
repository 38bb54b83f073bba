# Rscript fleissError.R > fleissError.json   (R 4.2.2) the standard error of Fleiss' kappa of the tables in answers.json, with cases as the sample:
# kappa with a weight for every case, its derivative by each weight by central differences, and n/(n - 1) as in irrCAC (Gwet 2021).
suppressMessages(library(jsonlite))
kappa <- function(w, m) { k <- sum(m[1, ]); w <- w / sum(w); p <- colSums(w * m) / k; pe <- sum(p^2); po <- sum(w * (rowSums(m^2) - k)) / (k * (k - 1)); (po - pe) / (1 - pe) }
error <- function(m) { n <- nrow(m)
  d <- sapply(1:n, function(i) { f <- function(h) (kappa(replace(rep(1, n), i, 1 + h), m) - kappa(replace(rep(1, n), i, 1 - h), m)) / (2 * h); (4 * f(1e-4) - f(2e-4)) / 3 })
  sqrt(sum(d^2) * n / (n - 1)) }
tables <- fromJSON("answers.json", simplifyVector = FALSE)$cases$fleiss
whole <- function(t) do.call(rbind, lapply(t$counts, unlist))
cat(toJSON(list(versions = list(R = paste(R.version$major, R.version$minor, sep = ".")),
  error = sapply(tables, function(t) error(whole(t))), t = sapply(tables, function(t) qt(.975, nrow(whole(t)) - 1))), digits = I(15), auto_unbox = TRUE))
