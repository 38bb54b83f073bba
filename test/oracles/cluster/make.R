# Rscript make.R > answers.json   (R 4.2.2, jsonlite): hclust on dist(): merge, height, order; cutree
source("../shapes.R"); set.seed(19)
cases <- list()
for (kind in c("normal", "skewed", "huge")) for (n in c(2, 3, 7, 25, 80)) for (p in c(2, 5)) for (method in c("average", "complete", "single", "ward.D2")) {
  x <- sapply(seq_len(p), function(j) column(kind, n)); h <- hclust(dist(x), method)
  k <- min(n, 4)
  cases[[length(cases) + 1]] <- list(x = lapply(seq_len(p), function(j) x[, j]), method = method, merge = unname(h$merge), height = h$height,
    order = h$order, k = k, cut = unname(cutree(h, k)))
}
put(cases)
