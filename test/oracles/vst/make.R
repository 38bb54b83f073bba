# Rscript make.R > answers.json   (R 4.2.2, DESeq2 1.38.3): vst() on a part of the genes, and the sparse case with poscounts
source("../shapes.R"); suppressMessages(library(DESeq2)); set.seed(21)
n <- 400; m <- 6; mean <- exp(rnorm(n, 3, 1.8)); disp <- .05 + 2 / mean
counts <- matrix(rnbinom(n * m, mu = outer(mean, exp(rnorm(m, 0, .3))), size = 1 / disp), n); keep <- rowSums(counts) > 0; counts <- counts[keep, ]
rownames(counts) <- paste0("G", seq_len(nrow(counts))); colnames(counts) <- paste0("S", 1:m)
dds <- DESeqDataSetFromMatrix(counts, data.frame(x = factor(rep(1:2, 3))), ~ x)
v <- vst(dds, nsub = 100)
full <- varianceStabilizingTransformation(dds)
sparse <- counts; sparse[cbind(seq_len(nrow(sparse)), rep(1:m, length.out = nrow(sparse)))] <- 0
ds <- estimateSizeFactors(DESeqDataSetFromMatrix(sparse, data.frame(x = factor(rep(1:2, 3))), ~ x), type = "poscounts")
put(list(counts = counts, vst = assay(v), full = assay(full)[1:50, ], sparseFactors = unname(sizeFactors(ds))),
    DESeq2 = as.character(packageVersion("DESeq2")))
