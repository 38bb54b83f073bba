# Rscript make.R <shared>/data > answers.json   (R 4.2.2, quadprog 1.5-8): EPIC as Racle et al. 2017 describe it, written without a look at ours, over TRef on
# four TCGA-LIHC samples (GDC, FPKM to TPM), named by ../geneIds/genes.tsv: by constrOptim as EPIC does it, and by a quadratic programme. Fractions only.
suppressMessages({library(jsonlite); library(quadprog)})
data <- commandArgs(TRUE)[1]; sigs <- file.path(data, "signatures")
table <- function(name) as.matrix(read.delim(file.path(sigs, name), row.names = 1, check.names = FALSE))
ref <- table("EPIC-TRef.refProfiles.tsv"); spread <- table("EPIC-TRef.refProfiles.var.tsv"); stopifnot(identical(dimnames(ref), dimnames(spread)))
signature <- read.delim(file.path(sigs, "EPIC-TRef.sigGenes.tsv"))[[2]]
per <- read.delim(file.path(sigs, "EPIC-mRNA-per-cell.tsv")); per <- setNames(per$value, per$name)
files <- c("01a3c0d9-5ac6-4387-b47a-59945dacbd16", "053b19f9-3943-44e6-ba3a-0307723716f2", "054392f8-77a7-4484-83c7-d4e1ad2c01bc", "054ee4ee-c382-409d-819c-f4c99d2b52ff")
one <- function(id) { f <- list.files(file.path(data, "tcga-lihc/gdc-htseq-fpkm", id), "\\.gz$", full.names = TRUE); d <- read.delim(gzfile(f), header = FALSE); setNames(d[[2]], d[[1]]) }
fpkm <- sapply(files, one); tpm <- sweep(fpkm, 2, colSums(fpkm), "/") * 1e6
genes <- read.delim("../geneIds/genes.tsv", quote = ""); ids <- sub("\\..*$", "", rownames(tpm)); ids[grepl("_PAR_Y", rownames(tpm))] <- NA
symbols <- lapply(ids, function(x) unique(genes$SYMBOL[genes$ENSEMBL == x])) # an id of two symbols is of neither
known <- lengths(symbols) == 1; x <- rowsum(tpm[known, ], unlist(symbols[known]))
# where TRef has an older name that only one of these genes had, the sample takes it over
for (old in setdiff(rownames(ref), rownames(x))) {
  now <- unique(genes$SYMBOL[sapply(strsplit(genes$ALIASES, "|", fixed = TRUE), function(a) old %in% a)])
  if (length(now) == 1 && now %in% rownames(x) && !(now %in% rownames(ref))) rownames(x)[rownames(x) == now] <- old
}
common <- intersect(rownames(x), rownames(ref))
million <- function(m, by) sweep(m, 2, by, "/") * 1e6
run <- function(signature) {
  s <- intersect(signature, common)
  a <- million(ref[s, ], colSums(ref[common, ])); v <- million(spread[s, ], colSums(ref[common, ])); b <- million(x[s, ], colSums(x[common, ]))
  w <- rowSums(a / (v + 1e-12)); w <- pmin(w, 100 * median(w[w > 0])); n <- ncol(a)
  shares <- function(m) { f <- c(m, 1 - sum(m)) / c(ifelse(is.na(per[colnames(a)]), per["default"], per[colnames(a)]), per["otherCells"]); unname(f / sum(f)) }
  objective <- function(m, y) sum(w * (a %*% m - y)^2)
  lapply(seq_len(ncol(b)), function(i) { y <- b[, i]
    nm <- constrOptim(rep((1 - 1e-5) / n, n), objective, NULL, ui = rbind(diag(n), 1, -1), ci = c(rep(0, n), 0, -1), y = y)$par
    d <- crossprod(a * w, a); qp <- pmax(0, solve.QP(d / max(d), crossprod(a * w, y) / max(d), cbind(diag(n), -1), c(rep(0, n), -1))$solution)
    list(constrOptim = shares(nm), programme = shares(qp), objectives = c(objective(nm, y), objective(qp, y)), beyond = s[y > apply(a, 1, max)]) })
}
without <- c("APOC1", "CD14", "TSPYL1")
cat(toJSON(list(versions = list(R = "4.2.2", quadprog = "1.5-8"), cases = list(cells = c(colnames(ref), "otherCells"), common = length(common), without = without,
  whole = run(signature), less = run(setdiff(signature, without)))), digits = NA, auto_unbox = TRUE))
