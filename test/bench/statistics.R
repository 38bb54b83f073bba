# Run by statistics.ts: reads the same numbers from DIR, then for each task named on its input prints elapsed and processor milliseconds.
suppressMessages(library(survival))
dir <- commandArgs(TRUE)[1]; n <- 400
read <- function(name, rows) matrix(readBin(file.path(dir, paste0(name, ".f64")), "double", 1e8), rows)
features <- read("features", n); cells <- read("cells", n); score <- read("score", n); genes <- read("genes", n); rows <- read("rows", 1000)
first <- rep(c(TRUE, FALSE), each = n / 2)
patients <- lapply(c(1e3, 1e5, 1e6), function(k) { d <- as.data.frame(read(sprintf("survival%d", as.integer(k)), k)); names(d) <- c("time", "event", "group", "x1", "x2", "x3"); d })
names(patients) <- c("1000", "100000", "1000000")
quiet <- suppressWarnings
tasks <- list(
  "spearman" = function() quiet(apply(features, 2, function(f) apply(cells, 2, function(c) cor.test(f, c, method = "spearman", exact = FALSE)$p.value))),
  "spearman matrix" = function() { r <- cor(apply(features, 2, rank), apply(cells, 2, rank)); t <- r * sqrt((n - 2) / (1 - r^2)); 2 * pt(-abs(t), n - 2) },
  "score" = function() quiet(apply(genes, 2, function(g) cor.test(score[, 1], g, method = "spearman", exact = FALSE)$p.value)),
  "wilcoxon" = function() p.adjust(apply(genes, 2, function(g) wilcox.test(g[first], g[!first], exact = FALSE)$p.value), "BH"),
  "permutations" = function() { P <- replicate(10000, sample(first)); d <- crossprod(P, cells) / (n / 2) - crossprod(!P, cells) / (n / 2); o <- colMeans(cells[first, ]) - colMeans(cells[!first, ]); (1 + colSums(abs(d) >= rep(abs(o), each = 10000))) / 10001 },
  "hclust" = function() hclust(dist(rows), "average"))
for (k in names(patients)) local({ d <- patients[[k]]; y <- Surv(d$time, d$event)
  tasks[[paste("survfit", k)]] <<- function() survfit(y ~ 1)
  tasks[[paste("survdiff", k)]] <<- function() survdiff(y ~ group, d)
  tasks[[paste("coxph", k)]] <<- function() coxph(y ~ x1 + x2 + x3, d) })
cat(R.version.string, ", survival ", as.character(packageVersion("survival")), "\n", sep = ""); flush(stdout())
input <- file("stdin", "r")
while (length(task <- readLines(input, 1)) > 0) {
  t <- system.time(tasks[[task]]()); cat(t[["elapsed"]] * 1000, sum(t[1:2]) * 1000, "\n"); flush(stdout())
}
