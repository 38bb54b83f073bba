# Rscript make.R > answers.json   (R 4.2.2, survival 3.5-3, jsonlite) functions whose figures the other scripts give only through another function
suppressMessages({library(survival); library(jsonlite)}); set.seed(20261128)
columns <- list(normal = round(rnorm(25), 4), tied = sample(0:4, 25, TRUE), sparse = c(rep(0, 20), round(rexp(5), 3)), few = c(2, 7, 1), large = c(1e9, 1e9 + 1, 1e9 + 3, 1e9 + 3))
describe <- lapply(columns, function(x) list(x = x, quantiles = unname(quantile(x, c(0, .1, .25, .5, .75, .9, 1))), mean = mean(x), sd = sd(x), rank = rank(x), percentile = 100 * (rank(x) - .5) / length(x), mad = mad(x)))
# bootstrap within groups: the draws are given, so that both resample the same patients
resample <- lapply(1:4, function(k) {
  sizes <- list(c(6, 7, 5), c(4, 4), c(10, 12, 9, 8), c(5, 9))[[k]]
  groups <- lapply(seq_along(sizes), function(g) sort(if (k %% 2) round(rnorm(sizes[g], .6 * g), 3) else sample(0:6, sizes[g], TRUE)))
  draws <- lapply(1:80, function(b) unlist(lapply(sizes, function(s) sample.int(s, replace = TRUE) - 1)))
  label <- rep(seq_along(sizes), sizes); at <- c(0, cumsum(sizes))
  taken <- function(d) unlist(lapply(seq_along(sizes), function(g) groups[[g]][d[(at[g] + 1):at[g + 1]] + 1]))
  epsilon <- sapply(draws, function(d) { v <- taken(d); if (length(unique(v)) < 2) NA else unname(kruskal.test(v, label)$statistic) / (length(v) - 1) })
  eta <- sapply(draws, function(d) { v <- taken(d); s <- summary(aov(v ~ factor(label)))[[1]][["Sum Sq"]]; s[1] / sum(s) })
  list(groups = groups, draws = draws, epsilon = unname(quantile(epsilon, c(.025, .975), na.rm = TRUE)), eta = unname(quantile(eta, c(.025, .975), na.rm = TRUE)))
})
paired <- lapply(1:6, function(k) { n <- c(3, 5, 9, 14, 20, 30)[k]; x <- round(rnorm(n, .5), 3); y <- round(rnorm(n), 3); d <- x - y; t <- mean(d) / (sd(d) / sqrt(n))
  bound <- function(p) uniroot(function(ncp) pt(t, n - 1, ncp, lower.tail = FALSE) - p, c(-30, 30), tol = 1e-11)$root / sqrt(n)
  list(x = x, y = y, value = mean(d) / sd(d), low = bound(.025), high = bound(.975)) })
cohen <- lapply(1:6, function(k) { x <- round(rnorm(4 + k, .4), 3); y <- round(rnorm(12 - k), 3); m <- length(x); n <- length(y)
  d <- (mean(x) - mean(y)) / sqrt(((m - 1) * var(x) + (n - 1) * var(y)) / (m + n - 2)); e <- sqrt((m + n) / (m * n) + d^2 / (2 * (m + n)))
  list(x = x, y = y, value = d, low = d - qt(.975, m + n - 2) * e, high = d + qt(.975, m + n - 2) * e) })
sizes <- lapply(c(.2, .5, .9, 1.4), function(d) list(d = d, n = ceiling(power.t.test(delta = d, power = .8, strict = FALSE)$n)))
bca <- lapply(1:4, function(k) { x <- round(if (k %% 2) rnorm(20, 1) else rexp(15), 4); reps <- replicate(199, mean(sample(x, replace = TRUE))); jack <- sapply(seq_along(x), function(i) mean(x[-i]))
  z0 <- qnorm((sum(reps < mean(x)) + .5 * sum(reps == mean(x))) / 199); a <- sum((mean(jack) - jack)^3) / (6 * sum((mean(jack) - jack)^2)^1.5)
  place <- function(p) { z <- z0 + qnorm(p); pnorm(z0 + z / (1 - a * z)) }
  s <- sort(reps); at <- function(p) { q <- place(p); k <- floor(200 * q); s[k] + (qnorm(q) - qnorm(k / 200)) / (qnorm((k + 1) / 200) - qnorm(k / 200)) * (s[k + 1] - s[k]) }
  list(value = mean(x), replicates = reps, jackknife = jack, bias = z0, acceleration = a, low = at(.025), high = at(.975)) })
early <- survival::lung; early <- early[!is.na(early$time), ]
at <- 180; left <- early$time > at
landmark <- list(time = early$time, event = as.numeric(early$status == 2), at = at, n = sum(left), median = unname(summary(survfit(Surv(time - at, status == 2) ~ 1, early[left, ]))$table["median"]))
response <- lapply(list(c(3, 1, 1, 3), c(12, 5, 4, 11), c(0, 6, 5, 3)), function(k) { m <- matrix(k, 2, byrow = TRUE); f <- fisher.test(m)
  list(table = m, p = f$p.value, low = binom.test(m[1, 1], sum(m[1, ]))$conf.int[1], high = binom.test(m[1, 1], sum(m[1, ]))$conf.int[2]) })
pairs <- local({ x <- cbind(round(rnorm(14), 3), sample(0:3, 14, TRUE)); y <- cbind(round(x[, 1] + rnorm(14), 3), round(rexp(14), 2)); x[3, 1] <- NA; y[7, 2] <- NA
  list(x = x, y = y, r = outer(1:2, 1:2, Vectorize(function(i, j) unname(suppressWarnings(cor.test(x[, i], y[, j], method = "spearman"))$estimate))), p = outer(1:2, 1:2, Vectorize(function(i, j) suppressWarnings(cor.test(x[, i], y[, j], method = "spearman"))$p.value)))})
outcome <- local({ time <- c(5, 8, 12, 3, 20, 15, 9, 30, 7, 11, 2, 25); event <- c(1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0); g <- rep(0:1, 6); d <- survdiff(Surv(time, event) ~ g); c <- coxph(Surv(time, event) ~ g)
  list(time = time, event = event, group = g, chisq = d$chisq, hr = exp(unname(coef(c))), low = exp(confint(c)[1]), high = exp(confint(c)[2]), zph = cox.zph(c)$table["GLOBAL", "chisq"], concordance = unname(summary(c)$concordance["C"])) })
welch <- lapply(1:4, function(k) { g <- lapply(1:3, function(i) round(rnorm(4 + i + k, i * k / 4, i), 3)); o <- oneway.test(unlist(g) ~ rep(1:3, lengths(g))); list(groups = g, f = unname(o$statistic), df2 = unname(o$parameter[2]), p = o$p.value) })
versions <- list(R = paste(R.version$major, R.version$minor, sep = "."), survival = as.character(packageVersion("survival")))
cat(toJSON(list(versions = versions, cases = list(describe = describe, resample = resample, paired = paired, cohen = cohen, sizes = sizes, bca = bca, landmark = landmark, response = response, pairs = pairs, outcome = outcome, welch = welch)), digits = I(15), auto_unbox = TRUE, na = "null", null = "null"))
