-- An answer with its points is some 200 to 600 kB of JSON. PostgreSQL's compression of it took 12 to 20 ms of a question that is computed in
-- 10, on both databases; it halves what is stored. What leads to the sources is compressed when it comes.
alter table analysis alter column result set storage external;
--> statement-breakpoint
alter table provenance alter column detail set storage external;
