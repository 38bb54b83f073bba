# Rscript make.R > answers.json   (R 4.2.2, jsonlite)
library(jsonlite)
p <- prcomp(read.csv("probabilities.csv"), center = TRUE, scale. = TRUE)
score <- -p$x[, 1]   # the sign was turned by hand, as PC1 came out with both loadings negative
cat(toJSON(list(versions = list(R = "4.2.2"), sdev = p$sdev, rotation = unname(p$rotation), center = unname(p$center),
                scale = unname(p$scale), score = unname(score), median = median(score)),
           digits = 15, auto_unbox = TRUE, pretty = TRUE))
