CREATE TABLE "derivation" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"command" text NOT NULL,
	"key" text NOT NULL,
	"settings" json NOT NULL,
	"inputs" text[] NOT NULL,
	"outputs" text[] NOT NULL,
	"source_files" json NOT NULL,
	"findings" json NOT NULL,
	"finding_counts" json NOT NULL,
	"base_short_id" text NOT NULL,
	"base_content_hash" text NOT NULL,
	"code_version" text NOT NULL,
	CONSTRAINT "derivation_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "derivation_key" UNIQUE("release_id","key")
);
--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "import_id" integer;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "derived_from_id" integer;--> statement-breakpoint
ALTER TABLE "derivation" ADD CONSTRAINT "derivation_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_import_id_release_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_derived_from_id_release_id_fk" FOREIGN KEY ("derived_from_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
create trigger guard_release_content before insert or update or delete or truncate on derivation
for each statement execute function guard_release_content();
--> statement-breakpoint
alter table derivation
  add constraint derivation_ordinal check (ordinal >= 0),
  add constraint derivation_key_form check (key ~ '^[0-9a-f]{64}$'),
  add constraint derivation_base_form check (base_content_hash ~ '^[0-9a-f]{64}$'),
  add constraint derivation_outputs check (cardinality(outputs) > 0);
--> statement-breakpoint
alter table release
  add constraint release_descent check ((import_id is null) = (derived_from_id is null));
