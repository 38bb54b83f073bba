# Random effects by REML with Hartung and Knapp's interval, plain and never narrower than the usual one (metafor's "adhoc").
# Rscript make.R > answers.json
suppressMessages({library(metafor); library(jsonlite)})
set.seed(20261127)
fit <- function(y, v, test) {
  r <- rma(y, v, method = "REML", test = test, control = list(threshold = 1e-13, maxiter = 100000))
  p <- predict(r)
  list(estimate = r$beta[1], se = r$se, low = r$ci.lb, high = r$ci.ub, t = r$zval, p = r$pval, tau2 = r$tau2,
       q = r$QE, qp = r$QEp, i2 = r$I2, predictLow = p$pi.lb, predictHigh = p$pi.ub)
}
given <- list(
  list(c(.1, .5, .9), c(.02, .03, .05)),
  list(c(-.31, -.28), c(.04, .09)),
  list(c(-.3, .6), c(.01, .01)),
  list(c(.2, .2, .2), c(.01, .04, .09)),
  list(c(.02, .05, -.01, .03), c(.5, .4, .6, .3)),
  list(c(1.2, -.8, .3, .9, -1.5), c(.001, .002, .001, .004, .001)),
  list(c(.4, .1), c(.0001, 4))
)
for (k in c(2, 3, 3, 4, 5, 6, 8, 12, 20, 40)) {
  v <- exp(rnorm(k, -3, 1))
  given[[length(given) + 1]] <- list(round(rnorm(k, .2, sqrt(v + rexp(1, 20))), 6), round(v, 8))
}
cases <- lapply(given, function(g) list(y = g[[1]], v = g[[2]],
  plain = fit(g[[1]], g[[2]], "knha"), adhoc = fit(g[[1]], g[[2]], "adhoc")))
# Cliff's δ of three cohorts with its sampling variance, pooled on Fisher's z
d <- c(-.42, -.15, .08); dv <- c(.03, .02, .05)
delta <- lapply(c("adhoc", "knha"), function(test) fit(atanh(d), dv / (1 - d^2)^2, test))
names(delta) <- c("adhoc", "plain")
cat(toJSON(list(versions = list(r = R.version.string, metafor = as.character(packageVersion("metafor"))),
  delta = c(list(d = d, v = dv), delta), cases = cases), auto_unbox = TRUE, digits = I(15)))
