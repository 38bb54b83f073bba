library(jsonlite)
cases <- list(c(0,1),c(1,1),c(0,10),c(10,10),c(3,10),c(61,95),c(9,96),c(1,400),c(399,400),c(500,1000))
out <- lapply(cases, function(x){b<-binom.test(x[1],x[2]); list(k=x[1],n=x[2],low=b$conf.int[1],high=b$conf.int[2])})
cat(toJSON(list(r=R.version.string,cases=out),auto_unbox=TRUE,digits=I(15)))
