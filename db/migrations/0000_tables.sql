CREATE TABLE "analysis" (
	"hash" text PRIMARY KEY NOT NULL,
	"release_id" integer NOT NULL,
	"kind" text NOT NULL,
	"spec" text NOT NULL,
	"code_version" text NOT NULL,
	"result" text NOT NULL,
	"computed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "cohort" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "cohort_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"current_release_id" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cohort_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "ct_series" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"patient" integer NOT NULL,
	"study_uid" text NOT NULL,
	"series_uid" text NOT NULL,
	"modality" text,
	"phase" text,
	"manufacturer" text,
	"slice_thickness_mm" double precision,
	"description" text,
	CONSTRAINT "ct_series_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "entity" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" text NOT NULL,
	"entity_id" text NOT NULL,
	"patient" integer NOT NULL,
	CONSTRAINT "entity_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "entity_id" UNIQUE("release_id","kind","entity_id")
);
--> statement-breakpoint
CREATE TABLE "exclusion" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"scope" text NOT NULL,
	"subject" text NOT NULL,
	"patient" integer,
	"code" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "exclusion_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "finding" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"severity" text NOT NULL,
	"rule" text NOT NULL,
	"file" text,
	"line" bigint,
	"column_name" text,
	"value" text,
	"message" text NOT NULL,
	"hint" text,
	CONSTRAINT "finding_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "finding_count" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"rule" text NOT NULL,
	"severity" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "finding_count_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "import_log" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_log_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"cohort_id" integer NOT NULL,
	"release_id" integer NOT NULL,
	"import_key" text NOT NULL,
	"content_hash" text NOT NULL,
	"code_version" text NOT NULL,
	"outcome" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "layer" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "layer_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"entity" text NOT NULL,
	"unit" text NOT NULL,
	"method" text NOT NULL,
	"description" text NOT NULL,
	"settings" json NOT NULL,
	"source_files" text[] NOT NULL,
	"encoding" text NOT NULL,
	"row_count" integer NOT NULL,
	"rows" "bytea" NOT NULL,
	"patient_rows" "bytea",
	"patient_rule" text NOT NULL,
	"quality" json,
	"variable_count" integer NOT NULL,
	"patient_count" integer NOT NULL,
	CONSTRAINT "layer_name" UNIQUE("release_id","kind","key")
);
--> statement-breakpoint
CREATE TABLE "patient" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"submitter_id" text NOT NULL,
	CONSTRAINT "patient_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "patient_submitter_id" UNIQUE("release_id","submitter_id")
);
--> statement-breakpoint
CREATE TABLE "release" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "release_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"cohort_id" integer NOT NULL,
	"short_id" text NOT NULL,
	"number" integer NOT NULL,
	"content_hash" text NOT NULL,
	"import_key" text NOT NULL,
	"code_version" text NOT NULL,
	"manifest" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"simulated" boolean NOT NULL,
	"disease" text NOT NULL,
	"imaging" text,
	"licence" text NOT NULL,
	"citations" text[] NOT NULL,
	"patients" integer NOT NULL,
	"specimens" integer NOT NULL,
	"ct_series" integer NOT NULL,
	"patients_with_ct" integer NOT NULL,
	"patients_with_imaging" integer NOT NULL,
	"patients_with_rna" integer NOT NULL,
	"patients_with_immune" integer NOT NULL,
	"patients_with_imaging_and_immune" integer NOT NULL,
	"patients_with_outcome" integer NOT NULL,
	"patients_with_score" integer NOT NULL,
	"layers" integer NOT NULL,
	"variables" integer NOT NULL,
	CONSTRAINT "release_short_id_unique" UNIQUE("short_id"),
	CONSTRAINT "release_number" UNIQUE("cohort_id","number")
);
--> statement-breakpoint
CREATE TABLE "risk_model" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"inputs" text[] NOT NULL,
	"centre" double precision[] NOT NULL,
	"scale" double precision[] NOT NULL,
	"loadings" double precision[] NOT NULL,
	"cutoff" double precision NOT NULL,
	"cutoff_rule" text NOT NULL,
	"trained_cohort" text NOT NULL,
	"trained_patients" integer NOT NULL,
	"trained_description" text NOT NULL,
	CONSTRAINT "risk_model_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "risk_model_key" UNIQUE("release_id","key")
);
--> statement-breakpoint
CREATE TABLE "source_file" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"file_id" text NOT NULL,
	"path" text NOT NULL,
	"role" text NOT NULL,
	"format" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" bigint NOT NULL,
	"encoding" text,
	"delimiter" text,
	"rows" bigint,
	"columns" bigint,
	"tool" text,
	"version" text,
	"licence" text,
	"settings" json NOT NULL,
	CONSTRAINT "source_file_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "source_file_id" UNIQUE("release_id","file_id")
);
--> statement-breakpoint
CREATE TABLE "specimen" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"barcode" text NOT NULL,
	"patient" integer NOT NULL,
	"analyte" text NOT NULL,
	"sample_type" text NOT NULL,
	"sample_type_label" text NOT NULL,
	"chosen" boolean NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "specimen_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "specimen_barcode" UNIQUE("release_id","barcode","analyte")
);
--> statement-breakpoint
CREATE TABLE "variable" (
	"layer_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"unit" text NOT NULL,
	"type" text NOT NULL,
	"role" text NOT NULL,
	"levels" text[],
	CONSTRAINT "variable_layer_id_ordinal_pk" PRIMARY KEY("layer_id","ordinal"),
	CONSTRAINT "variable_key" UNIQUE("layer_id","key")
);
--> statement-breakpoint
CREATE TABLE "variable_values" (
	"layer_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"values" "bytea" NOT NULL,
	CONSTRAINT "variable_values_layer_id_ordinal_pk" PRIMARY KEY("layer_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cohort" ADD CONSTRAINT "cohort_current_release_id_release_id_fk" FOREIGN KEY ("current_release_id") REFERENCES "public"."release"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ct_series" ADD CONSTRAINT "ct_series_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ct_series" ADD CONSTRAINT "ct_series_patient" FOREIGN KEY ("release_id","patient") REFERENCES "public"."patient"("release_id","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity" ADD CONSTRAINT "entity_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entity" ADD CONSTRAINT "entity_patient" FOREIGN KEY ("release_id","patient") REFERENCES "public"."patient"("release_id","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion" ADD CONSTRAINT "exclusion_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exclusion" ADD CONSTRAINT "exclusion_patient" FOREIGN KEY ("release_id","patient") REFERENCES "public"."patient"("release_id","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding" ADD CONSTRAINT "finding_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "finding_count" ADD CONSTRAINT "finding_count_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_log" ADD CONSTRAINT "import_log_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_log" ADD CONSTRAINT "import_log_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layer" ADD CONSTRAINT "layer_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "patient" ADD CONSTRAINT "patient_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_cohort_id_cohort_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohort"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_model" ADD CONSTRAINT "risk_model_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_file" ADD CONSTRAINT "source_file_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specimen" ADD CONSTRAINT "specimen_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "specimen" ADD CONSTRAINT "specimen_patient" FOREIGN KEY ("release_id","patient") REFERENCES "public"."patient"("release_id","ordinal") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variable" ADD CONSTRAINT "variable_layer_id_layer_id_fk" FOREIGN KEY ("layer_id") REFERENCES "public"."layer"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variable_values" ADD CONSTRAINT "variable_values_layer_id_layer_id_fk" FOREIGN KEY ("layer_id") REFERENCES "public"."layer"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "analysis_release" ON "analysis" USING btree ("release_id");--> statement-breakpoint
CREATE INDEX "exclusion_patient" ON "exclusion" USING btree ("release_id","patient");--> statement-breakpoint
CREATE INDEX "import_log_key" ON "import_log" USING btree ("cohort_id","import_key");--> statement-breakpoint
CREATE INDEX "release_content_hash" ON "release" USING btree ("content_hash");