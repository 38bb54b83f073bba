# Rscript make.R > answers.json   (R 4.2.2, jsonlite): MCP-counter and immunophenoscore by their published definitions, in base R, on made-up data
source("../shapes.R"); set.seed(7)
genes <- paste0("G", 1:60); samples <- paste0("S", 1:4)
tpm <- matrix(round(2^rnorm(240, 4, 3), 4), 60, dimnames = list(genes, samples))
markers <- list(`T cells` = genes[c(1, 5, 9)], `B lineage` = genes[c(2, 7)], Fibroblasts = genes[c(11, 40, 3, 60)])
x <- log2(tpm + 1)
mcp <- t(sapply(markers, function(m) colMeans(x[m, ])))
ips <- data.frame(GENE = genes[11:34], NAME = c(paste0("m", 1:5), "c1", "c2", "c3", rep("Act CD4", 5), rep("Act CD8", 4), rep("Tem", 2), rep("Treg", 3), rep("MDSC", 2)),
                  CLASS = c(rep("MHC", 5), rep("CP", 3), rep("EC", 11), rep("SC", 5)), WEIGHT = c(rep(1, 5), -1, 1, -1, rep(1, 11), rep(-1, 5)))
score <- function(v) {
  z <- (v - mean(v)) / sd(v); z <- z[ips$GENE]
  by <- split(seq_along(z), factor(ips$NAME, unique(ips$NAME)))
  weighted <- sapply(by, function(i) mean(z[i]) * mean(ips$WEIGHT[i])); class <- sapply(by, function(i) ips$CLASS[i[1]])
  parts <- sapply(c("MHC", "EC", "SC", "CP"), function(k) mean(weighted[class == k])); az <- sum(parts)
  c(parts, AZ = az, IPS = if (az <= 0) 0 else if (az >= 3) 10 else round(az * 10 / 3))
}
put(list(tpm = tpm, genes = genes, samples = samples, markers = markers, mcp = mcp, ips = ips, scores = apply(x, 2, score)))
