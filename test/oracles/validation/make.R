# Rscript make.R   (R 4.2.2; pROC 1.18.0, ResourceSelection 0.3.6, dcurves, Hmisc, PredictABEL): prints what answers.json holds, 15 digits
library(pROC); library(jsonlite)
d <- read.csv("roc.csv")
one <- function(p) {
  r <- roc(d$y, p, levels = c(0, 1), direction = "<", quiet = TRUE)
  best <- coords(r, "best", best.method = "youden", ret = c("threshold", "sensitivity", "specificity", "accuracy", "ppv", "npv", "youden"))
  half <- coords(r, 0.5, ret = c("sensitivity", "specificity", "ppv", "npv", "accuracy"))
  list(auc = as.numeric(auc(r)), variance = var(r), ci = as.numeric(ci.auc(r)), thresholds = as.character(r$thresholds),
       sensitivity = r$sensitivities, specificity = r$specificities, youden = as.list(best[1, ]), half = as.list(half[1, ]))
}
r1 <- roc(d$y, d$p1, levels = c(0, 1), direction = "<", quiet = TRUE)
r2 <- roc(d$y, d$p2, levels = c(0, 1), direction = "<", quiet = TRUE)
t <- roc.test(r1, r2, method = "delong", paired = TRUE)
lp <- qlogis(d$p1)
out <- list(
  roc = list(p1 = one(d$p1), p2 = one(d$p2)),
  delong = list(statistic = unname(t$statistic), p = t$p.value, estimate = unname(t$estimate), ci = as.numeric(t$conf.int)),
  calibration = list(interceptSlope = unname(coef(glm(d$y ~ lp, family = binomial))),
                     inTheLarge = unname(coef(glm(d$y ~ offset(lp), family = binomial))), brier = mean((d$p1 - d$y)^2)),
  improveProb = unclass(Hmisc::improveProb(d$p2, d$p1, d$y)))
if (requireNamespace("ResourceSelection", quietly = TRUE)) {
  h <- ResourceSelection::hoslem.test(d$y, d$p1, g = 10)
  out$calibration$hosmerLemeshow <- c(unname(h$statistic), unname(h$parameter), h$p.value)
  out$calibration$observed <- unname(h$observed); out$calibration$expected <- unname(h$expected)
}
if (requireNamespace("dcurves", quietly = TRUE))
  out$decisionCurve <- as.data.frame(dcurves::dca(y ~ p1 + p2, d, thresholds = seq(.05, .95, .05)))[, c("variable", "threshold", "net_benefit")]
if (requireNamespace("PredictABEL", quietly = TRUE))
  PredictABEL::reclassification(d, cOutcome = 1, predrisk1 = d$p2, predrisk2 = d$p1, cutoff = c(0, .2, .4, .6, .8, 1))
cat(toJSON(out, digits = 15, auto_unbox = TRUE))
