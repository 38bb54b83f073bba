# Rscript make.R > answers.json   (R 4.2.2, glmnet 4.1): rows of ../learners/stack.csv, first 120; folds in turn
library(glmnet); library(jsonlite)
d <- as.matrix(read.csv("../learners/stack.csv"))[1:120, ]
x <- d[, 1:12]; y <- d[, 13]
fold <- rep(1:5, length.out = 120)
sds <- apply(x, 2, function(v) sqrt(mean((v - mean(v))^2)))
out <- lapply(c(1, 0.5), function(mix) {
  f <- glmnet(x, y, family = "binomial", alpha = mix, thresh = 1e-14, maxit = 1e7)
  cv <- cv.glmnet(x, y, family = "binomial", alpha = mix, foldid = fold, lambda = f$lambda, thresh = 1e-14, maxit = 1e7, type.measure = "deviance")
  at <- c(5, 15, 30)
  list(mix = mix, lambda = f$lambda, at = at, coefficients = lapply(at, function(i) unname(f$beta[, i] * sds)),
       deviance = unname(cv$cvm), error = unname(cv$cvsd), least = cv$lambda.min, oneError = cv$lambda.1se)
})
cat(toJSON(list(versions = list(glmnet = as.character(packageVersion("glmnet"))), cases = out), digits = 15, auto_unbox = TRUE))
