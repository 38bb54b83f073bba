# Inputs of the R oracles: columns of every shape the platform meets. Sourced by the make.R of each folder.
suppressMessages(library(jsonlite))
kinds <- c("normal", "skewed", "tied", "sparse", "shifted", "tiny", "huge")
column <- function(kind, n, shift = 0) {
  v <- switch(kind,
    normal = round(rnorm(n) + shift, 4),
    skewed = round(exp(rnorm(n) + shift), 4),
    tied = round(rnorm(n, shift, 1.5)),
    sparse = ifelse(runif(n) < .6, 0, round(rexp(n, 10) + shift / 5, 4)),
    shifted = round(1e6 + rnorm(n) + shift, 3),
    tiny = signif((rnorm(n) + shift) * 1e-9, 6),
    huge = signif((rnorm(n) + shift) * 1e9, 6))
  if (length(unique(v)) < 2 && n > 1) v[1] <- v[1] + 1
  v
}
put <- function(cases, ...) {
  about <- list(R = paste(R.version$major, R.version$minor, sep = "."), ...)
  cat(toJSON(list(versions = about, cases = cases), digits = NA, auto_unbox = TRUE, null = "null", na = "null"))
}
quiet <- suppressWarnings
