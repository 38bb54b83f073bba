# Ties have equal weights here: with others survey's places hang on the order of rows.
# Rscript test/oracles/weighted/make.R > test/oracles/weighted/answers.json   (survey from Debian)
suppressMessages({library(survey); library(jsonlite)})
set.seed(20250001)
one <- function(x, y, wx, wy) {
  d <- data.frame(v = c(x, y), w = c(wx, wy), g = factor(c(rep("b", length(x)), rep("a", length(y)))))
  s <- svydesign(ids = ~1, weights = ~w, data = d)
  r <- svyranktest(v ~ g, s)
  m <- svyttest(v ~ g, s)
  list(x = x, y = y, wx = wx, wy = wy,
       rank = list(t = unname(r$statistic), df = unname(r$parameter), p = unname(r$p.value), difference = unname(r$estimate)),
       mean = list(t = unname(m$statistic), df = unname(m$parameter), p = unname(m$p.value), difference = unname(m$estimate)))
}
cases <- list(
  plain = one(rnorm(12), rnorm(15, .6), runif(12), runif(15)),
  ties = local({ w <- function(v) .2 + v; x <- c(0, 0, 0, .1, .2, .2, .5); y <- c(0, 0, .1, .3, .3, .4, .4, .7, .7); one(x, y, w(x), w(y)) }),
  equal = one(rexp(9), rexp(8) + .5, rep(1, 9), rep(1, 8)),
  zeros = one(c(1, 4, 2, 8, 5, 7), c(3, 9, 4, 12, 6), c(1, 2, 0, 1, .5, 0), c(1, 0, 2, 1, 1))
)
cat(toJSON(list(R = R.version.string, survey = as.character(packageVersion("survey")), cases = cases), digits = 15, auto_unbox = TRUE))
