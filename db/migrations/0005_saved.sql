CREATE TABLE "saved_claim" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"wording" text NOT NULL,
	"method" text NOT NULL,
	"expectations" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_group" (
	"key" text PRIMARY KEY NOT NULL,
	"cohort" text NOT NULL,
	"label" text NOT NULL,
	"patients" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "saved_group_cohort" ON "saved_group" USING btree ("cohort");