CREATE TABLE "provenance" (
	"release_id" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"layer" text NOT NULL,
	"detail" "bytea" NOT NULL,
	CONSTRAINT "provenance_release_id_ordinal_pk" PRIMARY KEY("release_id","ordinal"),
	CONSTRAINT "provenance_layer" UNIQUE("release_id","layer")
);
--> statement-breakpoint
ALTER TABLE "provenance" ADD CONSTRAINT "provenance_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
create trigger guard_release_content before insert or update or delete or truncate on provenance
for each statement execute function guard_release_content();
--> statement-breakpoint
alter table provenance
  add constraint provenance_ordinal check (ordinal >= 0);
