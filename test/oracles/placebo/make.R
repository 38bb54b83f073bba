# R's wilcox.test on 4,000 splits 18/18 of the 36 TCGA-LIHC patients with CT and PanImmune CIBERSORT.
# Usage: Rscript make.R <folder of the real data> <splits.csv of splits.ts> > answers.json
# The data are no part of the repository; what is kept are counts of hits per split.
args <- commandArgs(trailingOnly = TRUE)
library(jsonlite)
table <- read.delim(file.path(args[1], "tcga-lihc/TCGA.Kallisto.fullIDs.cibersort.relative.tsv"), check.names = FALSE)
ct <- unique(read.csv(file.path(args[1], "tcga-lihc/ct-series.csv"))$PatientID)
id <- gsub(".", "-", table$SampleID, fixed = TRUE)
rows <- table[table$CancerType == "LIHC" & substr(id, 14, 15) == "01" & substr(id, 1, 12) %in% ct, ]
id <- gsub(".", "-", rows$SampleID, fixed = TRUE)
rows <- rows[order(id), ]
id <- sort(id)
stopifnot(nrow(rows) == 36, !any(duplicated(substr(id, 1, 12))))
cells <- names(rows)[3:24]
splits <- as.matrix(read.csv(args[2], header = FALSE)) + 1
p <- t(apply(splits, 1, function(first) sapply(cells, function(cell) {
  x <- rows[[cell]]
  if (length(unique(x)) == 1) return(NA)
  suppressWarnings(wilcox.test(x[first], x[-first])$p.value)
})))
# the published family has 20 of the 22 cells; which two were dropped is not written down, these two are our guess
dropped <- c("T.cells.CD4.naive", "T.cells.gamma.delta")
q <- t(apply(p, 1, p.adjust, method = "BH"))
out <- list(
  made = paste("R", getRversion(), "wilcox.test, p.adjust"),
  dropped = dropped,
  atLeastOne = list(all22 = mean(rowSums(p <= .05, na.rm = TRUE) > 0), published20 = mean(rowSums(p[, !cells %in% dropped] <= .05, na.rm = TRUE) > 0),
                    bh = mean(rowSums(q <= .05, na.rm = TRUE) > 0)),
  # a digit a split
  hits = list(byP = paste(rowSums(p <= .05, na.rm = TRUE), collapse = ""), byQ = paste(rowSums(q <= .05, na.rm = TRUE), collapse = "")))
cat(toJSON(out, auto_unbox = TRUE, digits = 15))
