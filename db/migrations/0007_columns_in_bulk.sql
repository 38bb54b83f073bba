-- A foreign key looks its layer up for every row: 1.2 s of the 4 s that a release of 60,660 genes took on the embedded database. Rows of
-- these tables come in by db/release/write.ts only, beside the layer that it has just inserted (the guard refuses everybody else), and
-- go with their layer by a trigger for each statement.
ALTER TABLE "variable" DROP CONSTRAINT "variable_layer_id_layer_id_fk";
--> statement-breakpoint
ALTER TABLE "variable_values" DROP CONSTRAINT "variable_values_layer_id_layer_id_fk";
--> statement-breakpoint
create function remove_columns_of_layers() returns trigger language plpgsql as $$
begin
  delete from variable_values where layer_id in (select id from gone);
  delete from variable where layer_id in (select id from gone);
  return null;
end
$$;
--> statement-breakpoint
create trigger remove_columns_of_layers after delete on layer referencing old table as gone
for each statement execute function remove_columns_of_layers();
--> statement-breakpoint
-- columns of numbers hardly get smaller, and every reader would pay for it
alter table variable_values alter column "values" set storage external;
--> statement-breakpoint
-- a tenth of the usual sample tells the planner as much of tables that are only looked up by their keys
alter table variable_values
  alter column layer_id set statistics 10, alter column ordinal set statistics 10, alter column "values" set statistics 0;
--> statement-breakpoint
alter table variable
  alter column layer_id set statistics 25, alter column ordinal set statistics 25, alter column key set statistics 25,
  alter column label set statistics 25, alter column unit set statistics 25, alter column type set statistics 25,
  alter column role set statistics 25, alter column levels set statistics 25;
