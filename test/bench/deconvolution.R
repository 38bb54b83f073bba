# Rscript test/bench/deconvolution.R <folder of test/bench/deconvolution.ts> [samples]: peers on the same inputs. e1071's ν-SVR is timed on some samples and scaled to 400.
suppressMessages({library(e1071); library(DESeq2); library(preprocessCore)})
args <- commandArgs(TRUE); folder <- args[1]; n <- if (length(args) > 1) as.integer(args[2]) else 10
read <- function(name) { d <- read.delim(file.path(folder, paste0(name, ".tsv"))); m <- as.matrix(d[, -1]); rownames(m) <- d[[1]]; m }
took <- function(what, f) { t <- system.time(f()); cat(sprintf("%s: processor %.2f s, wall %.2f s\n", what, t[["user.self"]] + t[["sys.self"]], t[["elapsed"]])); t }
X <- read("signature"); Y <- read("mixtures"); X <- (X - mean(X)) / sd(as.vector(X))
t <- took(sprintf("e1071, %d samples x 3 nu", n), function() for (i in seq_len(n)) { y <- (Y[, i] - mean(Y[, i])) / sd(Y[, i]); for (nu in c(.25, .5, .75)) svm(X, y, type = "nu-regression", kernel = "linear", nu = nu, scale = FALSE) })
cat(sprintf("  scaled to 400 samples: processor %.0f s\n", (t[["user.self"]] + t[["sys.self"]]) / n * 400))
counts <- read("counts"); dds <- DESeqDataSetFromMatrix(counts, data.frame(x = factor(rep(1:2, length.out = ncol(counts)))), ~ x)
for (i in 1:3) took("DESeq2 vst (1,000 genes)", function() vst(dds))
took("DESeq2 varianceStabilizingTransformation (all genes)", function() varianceStabilizingTransformation(dds))
for (i in 1:3) took("preprocessCore normalize.quantiles", function() normalize.quantiles(counts + 0))
