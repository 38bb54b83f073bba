# Rscript make.R > answers.json   (R, survival, jsonlite): which of 10,000 null data sets each asymptotic test of R rejects at .05 (indices
# from 0). Data come from Park and Miller's generator, one stream per set, so that test/bench/calibration/nullData.ts makes the same.
suppressMessages({library(survival); library(jsonlite)}); sets <- 10000
uniforms <- function(stream, draws) {
  s <- (((seq_len(sets) - 1) * 48271 + stream * 1009 + 12345) %% 2147483646) + 1
  U <- matrix(0, sets, draws); for (k in 1:7) s <- (s * 16807) %% 2147483647
  for (k in seq_len(draws)) { s <- (s * 16807) %% 2147483647; U[, k] <- s / 2147483647 }
  U
}
normals <- function(U) { k <- ncol(U) / 2; sqrt(-2 * log(U[, 2 * seq_len(k) - 1])) * cos(2 * pi * U[, 2 * seq_len(k)]) }
sparse <- function(U) { k <- ncol(U) / 2; ifelse(U[, 2 * seq_len(k) - 1] < .6, 0, -log(U[, 2 * seq_len(k)])) }
out <- list(); q <- suppressWarnings
rejects <- function(name, p) { out[[name]] <<- I(which(p <= .05) - 1); message(name, " ", sum(p <= .05)) }
each <- function(X, f) apply(X, 1, function(r) q(f(r)))
a <- 1:60; b <- 61:115
X <- normals(uniforms(1, 230)); rejects("student normal", each(X, function(r) t.test(r[a], r[b], var.equal = TRUE)$p.value))
rejects("welch normal", each(X, function(r) t.test(r[a], r[b])$p.value)); rejects("rank sum normal", each(X, function(r) wilcox.test(r[a], r[b])$p.value))
X <- floor(uniforms(2, 115) * 5); rejects("student tied", each(X, function(r) t.test(r[a], r[b], var.equal = TRUE)$p.value))
rejects("rank sum tied", each(X, function(r) wilcox.test(r[a], r[b])$p.value)); rejects("chi-squared tied", each(X, function(r) chisq.test(rbind(tabulate(r[a] + 1, 5), tabulate(r[b] + 1, 5)))$p.value))
X <- sparse(uniforms(3, 230)); rejects("welch sparse", each(X, function(r) t.test(r[a], r[b])$p.value)); rejects("rank sum sparse", each(X, function(r) wilcox.test(r[a], r[b])$p.value))
g <- factor(rep(1:3, c(20, 25, 30))); X <- normals(uniforms(4, 150)); rejects("anova normal", each(X, function(r) oneway.test(r ~ g, var.equal = TRUE)$p.value))
rejects("welch anova normal", each(X, function(r) oneway.test(r ~ g)$p.value)); rejects("kruskal normal", each(X, function(r) kruskal.test(r, g)$p.value))
x <- 1:60; y <- 61:120; X <- normals(uniforms(5, 240)); rejects("paired t normal", each(X, function(r) t.test(r[x], r[y], paired = TRUE)$p.value))
rejects("signed rank normal", each(X, function(r) wilcox.test(r[x], r[y], paired = TRUE)$p.value)); rejects("pearson normal", each(X, function(r) cor.test(r[x], r[y])$p.value))
rejects("spearman normal", each(X, function(r) cor.test(r[x], r[y], method = "spearman")$p.value)); rejects("kendall normal", each(X, function(r) cor.test(r[x], r[y], method = "kendall")$p.value))
X <- floor(uniforms(6, 120) * 5); rejects("pearson tied", each(X, function(r) cor.test(r[x], r[y])$p.value)); rejects("spearman tied", each(X, function(r) cor.test(r[x], r[y], method = "spearman")$p.value))
rejects("kendall tied", each(X, function(r) cor.test(r[x], r[y], method = "kendall")$p.value))
U <- uniforms(7, 320); T <- ceiling(-10 * log(U[, 1:80])); E <- 1 * (U[, 81:160] < .7); Z <- normals(U[, 161:320]); gr <- rep(0:1, each = 40)
rejects("log-rank tied", sapply(1:sets, function(i) { d <- survdiff(Surv(T[i, ], E[i, ]) ~ gr); pchisq(d$chisq, 1, lower.tail = FALSE) }))
cox <- lapply(1:sets, function(i) q(coxph(Surv(T[i, ], E[i, ]) ~ Z[i, ], control = coxph.control(eps = 1e-12, iter.max = 50))))
rejects("cox wald tied", sapply(cox, function(m) 2 * pnorm(-abs(coef(m) / sqrt(vcov(m)[1])))))
rejects("cox likelihood ratio tied", sapply(cox, function(m) pchisq(2 * diff(m$loglik), 1, lower.tail = FALSE)))
U <- uniforms(8, 80) < .3; rejects("chi-squared 2 x 2", apply(U, 1, function(r) { p <- q(chisq.test(rbind(tabulate(r[1:40] + 1, 2), tabulate(r[41:80] + 1, 2)))$p.value); if (is.na(p)) 1 else p }))
U <- uniforms(9, 240); Y <- 1 * (U[, 1:80] < .4); Z <- normals(U[, 81:240]); rejects("logistic wald", sapply(1:sets, function(i) { m <- q(glm.fit(cbind(1, Z[i, ]), Y[i, ], family = binomial(), control = glm.control(epsilon = 1e-12, maxit = 50))); v <- chol2inv(m$qr$qr[1:2, 1:2]); 2 * pnorm(-abs(m$coefficients[2] / sqrt(v[2, 2]))) }))
X <- normals(uniforms(10, 420)); rejects("kolmogorov-smirnov normal", each(X, function(r) ks.test(r[1:110], r[111:210])$p.value))
cat(toJSON(list(versions = list(R = paste(R.version$major, R.version$minor, sep = "."), survival = as.character(packageVersion("survival"))), sets = sets, rejected = out), auto_unbox = TRUE))
