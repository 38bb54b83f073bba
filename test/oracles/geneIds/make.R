# Rscript make.R <shared>/data/signatures > genes.tsv   (org.Hs.eg.db 3.16.0): Ensembl id, symbol, Entrez id and other names of the genes that LM22,
# TIL10 and EPIC's TRef name as theirs: public identifiers, so that a few real samples can be deconvolved in the suite. A user brings a whole table.
suppressMessages({library(org.Hs.eg.db); library(AnnotationDbi)})
folder <- commandArgs(TRUE)[1]
wanted <- unique(c(read.delim(file.path(folder, "LM22.txt"))[[1]], read.delim(file.path(folder, "TIL10_signature.txt"))[[1]],
  read.delim(file.path(folder, "EPIC-TRef.sigGenes.tsv"))[[2]]))
a <- suppressMessages(AnnotationDbi::select(org.Hs.eg.db, wanted, "ENTREZID", "ALIAS"))
ids <- unique(na.omit(a$ENTREZID))
s <- suppressMessages(AnnotationDbi::select(org.Hs.eg.db, ids, c("SYMBOL", "ENSEMBL"), "ENTREZID"))
n <- suppressMessages(AnnotationDbi::select(org.Hs.eg.db, ids, "ALIAS", "ENTREZID"))
n <- n[n$ALIAS %in% wanted, ]
s$ALIASES <- tapply(n$ALIAS, n$ENTREZID, function(x) paste(sort(unique(x)), collapse = "|"))[s$ENTREZID]
s <- s[!is.na(s$ENSEMBL), c("ENSEMBL", "SYMBOL", "ENTREZID", "ALIASES")]
write.table(s[order(s$SYMBOL, s$ENSEMBL), ], sep = "\t", quote = FALSE, row.names = FALSE, na = "")
