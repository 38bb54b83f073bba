# Rscript make.R > answers.json   (R 4.2.2): digamma
source("../shapes.R"); x <- c(1e-6, .01, .3, 1, 1.5, 2, 3.7, 9.99, 10, 25, 1e3, 1e8); put(list(x = x, y = digamma(x)))
