# Rscript cases.R > cases.json   (R 4.2.2, survival 3.5-3, cmprsk 2.2-11, maxstat 0.7-25, jsonlite 1.8.4)
# Data sets of many shapes, and what R says about each. Answers with 15 digits; NA is null.
suppressMessages({library(survival); library(cmprsk); library(maxstat); library(jsonlite)})
set.seed(20261123)
shapes <- list(
  random = list(n = 40, digits = 3, censor = .5), tied = list(n = 40, digits = 0, censor = .5),
  sparse = list(n = 45, digits = 1, censor = 8), tiny = list(n = 9, digits = 1, censor = .3),
  few = list(n = 16, digits = 0, censor = .6), entered = list(n = 40, digits = 1, censor = .5, entry = TRUE),
  enteredTied = list(n = 40, digits = 0, censor = .4, entry = TRUE), dense = list(n = 36, digits = 1, censor = 0),
  zeros = list(n = 30, digits = 0, censor = .7, zero = TRUE))
make <- function(s) {
  n <- s$n
  x1 <- round(rnorm(n), 3); x2 <- rbinom(n, 1, .5); group <- sample(0:2, n, TRUE)
  t <- rexp(n, .1 * exp(.5 * x1 - .4 * x2 + .3 * group)); c <- if (s$censor == 0) rep(Inf, n) else rexp(n, .1 * s$censor)
  cause <- ifelse(t <= c, ifelse(runif(n) < .6, 1, 2), 0)
  time <- round(pmin(t, c), s$digits)
  if (!isTRUE(s$zero)) time <- pmax(time, 10^-s$digits)
  entry <- NULL
  if (isTRUE(s$entry)) { entry <- round(time * runif(n) * rbinom(n, 1, .6), s$digits); entry <- ifelse(entry >= time, 0, entry) }
  list(time = time, event = as.integer(cause > 0), cause = as.integer(cause), entry = entry, group = group, x1 = x1, x2 = x2,
       stratum = sample(0:1, n, TRUE), cluster = sample(0:(n %/% 2), n, TRUE), marker = round(x1 + rnorm(n, 0, .5), 1))
}
surv <- function(d) if (is.null(d$entry)) Surv(d$time, d$event) else Surv(d$entry, d$time, d$event)
try0 <- function(expr) tryCatch(withCallingHandlers(expr, warning = function(w) stop("warned")), error = function(e) NULL)
km <- function(d, full) {
  y <- surv(d)
  one <- function(type) {
    f <- survfit(y ~ 1, conf.type = type)
    q <- quantile(f, c(.25, .5, .75))
    upper <- f$upper[!is.na(f$upper)]
    list(low = if (full) f$lower, high = if (full) f$upper, rises = any(diff(upper) > 1e-12),
         quantile = unname(q$quantile), qlow = unname(q$lower), qhigh = unname(q$upper))
  }
  f <- survfit(y ~ 1)
  at <- unname(quantile(d$time, c(0, .3, .7)))
  s <- summary(f, times = at, extend = TRUE)
  list(time = f$time, nRisk = f$n.risk, nEvent = f$n.event, nCensored = f$n.censor, survival = f$surv, se = f$std.err,
       plain = one("plain"), log = one("log"), loglog = one("log-log"),
       at = list(time = at, nRisk = if (is.null(d$entry)) s$n.risk, survival = s$surv))
}
lr <- function(h) list(chisq = h$chisq, observed = if (is.matrix(h$obs)) rowSums(h$obs) else h$obs, expected = if (is.matrix(h$exp)) rowSums(h$exp) else h$exp, var = as.vector(h$var))
# the sums of the weighted test with entry times, written out: pooled S(t-), hypergeometric variance
byHand <- function(d, rho, gamma, strata = rep(0, length(d$time))) {
  k <- sort(unique(d$group)); O <- E <- numeric(length(k)); V <- matrix(0, length(k), length(k))
  entry <- if (is.null(d$entry)) rep(-1, length(d$time)) else d$entry
  for (s in unique(strata)) {
    S <- 1
    for (t in sort(unique(d$time[d$event == 1 & strata == s]))) {
      r <- strata == s & entry < t & d$time >= t; dead <- r & d$time == t & d$event == 1
      n <- sum(r); m <- sum(dead); ng <- sapply(k, function(g) sum(r & d$group == g)); w <- S^rho * (1 - S)^gamma
      O <- O + w * sapply(k, function(g) sum(dead & d$group == g)); E <- E + w * m * ng / n
      if (n > 1) V <- V + w^2 * m * (n - m) / (n - 1) * (diag(ng / n, length(k)) - outer(ng, ng) / n^2)
      S <- S * (n - m) / n
    }
  }
  u <- (O - E); score <- seq_along(k) - 1
  list(chisq = tryCatch(drop(u[-1] %*% solve(V[-1, -1], u[-1])), error = function(e) NULL), observed = O, expected = E, var = as.vector(V),
       trend = sum(score * u) / sqrt(drop(score %*% V %*% score)))
}
logrank <- function(d) {
  if (length(unique(d$group)) < 3) return(NULL)
  r <- list(fh11 = byHand(d, 1, 1), fh01 = byHand(d, 0, 1), fh.5 = byHand(d, .5, 0), plain = byHand(d, 0, 0), stratified = byHand(d, 0, 0, d$stratum))
  if (is.null(d$entry)) {
    y <- surv(d)
    r$rplain <- lr(survdiff(y ~ d$group)); r$rrho1 <- lr(survdiff(y ~ d$group, rho = 1))
    r$rstratified <- try0(lr(survdiff(y ~ d$group + strata(d$stratum))))
  }
  r
}
coxOne <- function(d, ties, kind) {
  y <- surv(d); ctl <- coxph.control(eps = 1e-11, iter.max = 60, toler.inf = 1e-3)
  d <- as.data.frame(d[lengths(d) > 0]); d$g <- factor(d$group)
  f <- switch(kind, plain = coxph(y ~ x1 + x2, d, ties = ties, control = ctl),
              factor = coxph(y ~ x1 + g, d, ties = ties, control = ctl),
              strata = coxph(y ~ x1 + x2 + strata(stratum), d, ties = ties, control = ctl),
              robust = coxph(y ~ x1 + x2, d, ties = ties, control = ctl, cluster = seq_along(time)),
              cluster = coxph(y ~ x1 + x2, d, ties = ties, control = ctl, cluster = cluster))
  if (any(is.na(coef(f))) || any(abs(coef(f)) > 6)) return(NULL)
  s <- summary(f)
  zph <- lapply(c(km = "km", identity = "identity", rank = "rank", log = "log"), function(tr)
    if (tr == "log" && any(d$time == 0)) NULL else try0(unname(cox.zph(f, transform = tr)$table[, 1])))
  b <- basehaz(f, centered = FALSE)
  list(ties = ties, kind = kind, coef = unname(coef(f)), se = unname(sqrt(diag(vcov(f)))), naive = if (!is.null(f$naive.var)) sqrt(diag(f$naive.var)),
       loglik = f$loglik, wald = f$wald.test[[1]], score = f$score, rscore = f$rscore[1], lr = unname(s$logtest[1]),
       concordance = unname(s$concordance), low = unname(s$conf.int[, 3]), high = unname(s$conf.int[, 4]),
       martingale = if (kind == "strata" || (kind == "plain" && ties == "breslow")) unname(residuals(f)), deviance = if (kind == "plain" && ties == "efron") unname(residuals(f, "deviance")),
       schoenfeld = if (kind == "plain") unname(as.vector(as.matrix(residuals(f, "schoenfeld")))),
       zph = if (!(kind %in% c("robust", "cluster"))) zph,
       hazard = if (kind == "plain") list(time = b$time, hazard = b$hazard))
}
coxAll <- function(d) {
  g <- expand.grid(ties = c("efron", "breslow"), kind = c("plain", "factor", "strata", "robust", "cluster"), stringsAsFactors = FALSE)
  Filter(Negate(is.null), lapply(seq_len(nrow(g)), function(i) try0(coxOne(d, g$ties[i], g$kind[i]))))
}
conc <- function(d) {
  y <- surv(d); d <- as.data.frame(d[lengths(d) > 0])
  f <- concordance(y ~ marker, d, reverse = TRUE); s <- concordance(y ~ marker + strata(stratum), d, reverse = TRUE)
  list(c = f$concordance, se = sqrt(f$var), count = unname(f$count[1:3]), strataC = s$concordance, strataSe = sqrt(s$var))
}
cif <- function(d) {
  if (!is.null(d$entry) || length(unique(d$group)) < 3) return(NULL)
  f <- try0(cuminc(d$time, d$cause, d$group)); all <- try0(cuminc(d$time, d$cause)); s <- try0(cuminc(d$time, d$cause, d$group, strata = d$stratum))
  r <- try0(cuminc(d$time, d$cause, d$group, rho = 1))
  if (is.null(f) || is.null(all)) return(NULL)
  keep <- function(e) list(time = e$time, est = e$est, var = e$var)
  list(gray = unname(f$Tests[, 1]), grayStratified = if (!is.null(s)) unname(s$Tests[, 1]), grayRho1 = if (!is.null(r)) unname(r$Tests[, 1]),
       curves = lapply(all, keep))
}
cut <- function(d) {
  if (!is.null(d$entry)) return(NULL)
  # scores with Nelson-Aalen's hazard (maxstat's own differ from it where times are tied; the same without ties)
  w <- data.frame(a = residuals(coxph(Surv(time, event) ~ 1, as.data.frame(d[c("time", "event")]), ties = "breslow")), marker = d$marker)
  one <- function(p) try0(maxstat.test(a ~ marker, w, smethod = "Data", pmethod = p, minprop = .2, maxprop = .8))
  if (!anyDuplicated(d$time)) stopifnot(abs(one("Lau92")$statistic - maxstat.test(Surv(time, event) ~ marker, as.data.frame(d[c("time", "event", "marker")]),
    smethod = "LogRank", pmethod = "Lau92", minprop = .2, maxprop = .8)$statistic) < 1e-10)
  a <- one("Lau92"); b <- one("Lau94")
  if (is.null(a) || is.null(b)) return(NULL)
  list(statistic = unname(a$statistic), cut = unname(a$estimate), stats = a$stats, cuts = a$cuts, lau92 = a$p.value, lau94 = b$p.value)
}
rmst <- function(d) {
  if (!is.null(d$entry)) return(NULL)
  last <- tapply(d$time, d$group, max)
  if (length(last) < 2) return(NULL)
  tau <- min(last)
  t <- try0(summary(survfit(surv(d) ~ d$group), rmean = tau)$table)
  if (is.null(t)) return(NULL)
  list(tau = tau, groups = as.integer(names(last)), rmean = unname(t[, "rmean"]), se = unname(t[, "se(rmean)"]))
}
reps <- c(random = 16, tied = 16, sparse = 10, tiny = 24, few = 18, entered = 14, enteredTied = 14, dense = 8, zeros = 12)
cases <- list()
for (shape in names(shapes)) for (i in seq_len(reps[[shape]])) {
  d <- make(shapes[[shape]])
  if (sum(d$event) < 2) next
  cases[[length(cases) + 1]] <- list(shape = shape, data = d, km = km(d, i %% 2 == 1), logrank = logrank(d), cox = coxAll(d), concordance = conc(d),
                                     cif = cif(d), cutpoint = cut(d), rmst = rmst(d))
}
round15 <- function(x) if (is.list(x)) lapply(x, round15) else if (is.double(x)) signif(x, 15) else x
cat(toJSON(list(versions = list(R = "4.2.2", survival = "3.5-3", cmprsk = "2.2-11", maxstat = "0.7-25"), cases = round15(cases)),
           digits = I(15), auto_unbox = TRUE, na = "null", null = "null"))
