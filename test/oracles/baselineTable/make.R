# Rscript make.R > answers.json   (R, jsonlite, MASS). tableone 0.13.2's own figures on patients.csv stand in tableone.json
# (CreateTableOne with testNonNormal = kruskal.test); here its formulas on random data: SMD of means and of shares (Yang & Dalton),
# their mean over pairs, and the tests that suit each row.
source("../shapes.R"); set.seed(31)
smdMean <- function(x, y) (mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2)
smdShare <- function(a, b) {
  k <- a + b > 0; p <- (a / sum(a))[k]; q <- (b / sum(b))[k]; if (length(p) < 2) return(0)
  p <- p[-1]; q <- q[-1]; cv <- function(p) { m <- -outer(p, p); diag(m) <- p * (1 - p); m }
  sqrt(drop(t(p - q) %*% solve((cv(p) + cv(q)) / 2) %*% (p - q)))
}
pairsOf <- function(groups, f) { k <- combn(length(groups), 2); apply(k, 2, function(i) f(groups[[i[1]]], groups[[i[2]]])) }
numbers <- list(); shares <- list()
for (kind in c("normal", "skewed", "tied", "sparse", "huge")) for (n in c(5, 20, 60)) for (k in 2:4) {
  g <- lapply(seq_len(k), function(i) column(kind, n + i, i / 4)); v <- unlist(g); f <- factor(rep(seq_len(k), lengths(g)))
  numbers[[length(numbers) + 1]] <- list(groups = g, smd = pairsOf(g, smdMean), equal = oneway.test(v ~ f, var.equal = TRUE)$p.value,
    unequal = oneway.test(v ~ f)$p.value, kruskal = kruskal.test(v, f)$p.value)
}
for (levels in 2:5) for (k in 2:4) for (n in c(12, 40, 200)) {
  counts <- lapply(seq_len(k), function(i) tabulate(sample(levels, n + i, TRUE, prob = (1:levels)^(i / 3)), levels))
  if (any(sapply(combn(k, 2, simplify = FALSE), function(i) { a <- counts[[i[1]]] + counts[[i[2]]]; !any(counts[[i[1]]] > 0 & counts[[i[2]]] > 0) }))) next
  m <- do.call(rbind, counts); m <- m[, colSums(m) > 0, drop = FALSE]; t <- quiet(chisq.test(m))
  sparse <- any(t$expected < 1) || mean(t$expected < 5) > .2
  shares[[length(shares) + 1]] <- list(counts = counts, smd = pairsOf(counts, smdShare), sparse = sparse, chisq = t$p.value,
    fisher = if (sum(m) < 100) fisher.test(m, workspace = 2e7)$p.value else NULL)
}
put(list(numbers = numbers, shares = shares))
