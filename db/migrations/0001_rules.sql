-- Content of a release is written once, by db/release/write.ts, and removed whole, by db/release/cohorts.ts. Both say so in
-- `radimmune.release`; anything else, and every update, is refused. This guards against accidents, not against the owner.
create function guard_release_content() returns trigger language plpgsql as $$
declare
  purpose text := coalesce(current_setting('radimmune.release', true), '');
begin
  if (tg_op = 'INSERT' and purpose = 'write') or (tg_op = 'DELETE' and purpose = 'remove') then
    return null;
  end if;
  raise exception '% on "%": a release never changes; import a new one, or remove the cohort', lower(tg_op), tg_table_name
    using errcode = 'restrict_violation';
end
$$;
--> statement-breakpoint
do $$
declare
  name text;
begin
  foreach name in array array[
    'release', 'patient', 'specimen', 'entity', 'ct_series', 'source_file', 'finding', 'finding_count', 'exclusion',
    'layer', 'variable', 'variable_values', 'risk_model'
  ] loop
    execute format(
      'create trigger guard_release_content before insert or update or delete or truncate on %I
       for each statement execute function guard_release_content()', name);
  end loop;
end
$$;
--> statement-breakpoint
alter table cohort
  add constraint cohort_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$');
--> statement-breakpoint
alter table release
  add constraint release_short_id_form check (short_id ~ '^[0-9a-hjkmnp-tv-z]{12}$'),
  add constraint release_content_hash_form check (content_hash ~ '^[0-9a-f]{64}$'),
  add constraint release_number_positive check (number > 0),
  add constraint release_counts check (
    least(patients, specimens, ct_series, layers, variables, patients_with_ct, patients_with_imaging, patients_with_rna,
          patients_with_immune, patients_with_imaging_and_immune, patients_with_outcome, patients_with_score) >= 0
    and patients_with_imaging_and_immune <= least(patients_with_imaging, patients_with_immune)
    and greatest(patients_with_ct, patients_with_imaging, patients_with_rna, patients_with_immune,
                 patients_with_outcome, patients_with_score) <= patients);
--> statement-breakpoint
alter table import_log
  add constraint import_log_outcome check (outcome in ('created', 'unchanged'));
--> statement-breakpoint
alter table patient
  add constraint patient_ordinal check (ordinal >= 0),
  add constraint patient_named check (submitter_id <> '');
--> statement-breakpoint
alter table specimen
  add constraint specimen_ordinal check (ordinal >= 0),
  add constraint specimen_analyte check (analyte in ('rna', 'dna', 'sample'));
--> statement-breakpoint
alter table entity
  add constraint entity_ordinal check (ordinal >= 0),
  add constraint entity_kind check (kind in ('lesion', 'region', 'reading'));
--> statement-breakpoint
alter table ct_series
  add constraint ct_series_slice_thickness check (slice_thickness_mm > 0 and slice_thickness_mm < 'Infinity');
--> statement-breakpoint
alter table source_file
  add constraint source_file_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  add constraint source_file_sizes check (bytes >= 0 and rows >= 0 and columns >= 0);
--> statement-breakpoint
alter table finding
  add constraint finding_severity check (severity in ('error', 'warning', 'note'));
--> statement-breakpoint
alter table finding_count
  add constraint finding_count_severity check (severity in ('error', 'warning', 'note')),
  add constraint finding_count_positive check (count > 0);
--> statement-breakpoint
alter table layer
  add constraint layer_kind check (
    kind in ('clinical', 'outcome', 'response', 'imaging', 'expression', 'immune', 'score')),
  add constraint layer_key_form check (key ~ '^[A-Za-z0-9._+-]+$'),
  add constraint layer_entity check (entity in ('patient', 'specimen', 'lesion', 'region', 'reading')),
  add constraint layer_encoding check (encoding in ('f4', 'f8')),
  add constraint layer_rows check (row_count >= 0 and octet_length(rows) = 4 * row_count),
  add constraint layer_patient_rows check (octet_length(patient_rows) % 4 = 0);
--> statement-breakpoint
alter table variable
  add constraint variable_key_form check (key ~ '^[A-Za-z0-9._+-]+$'),
  add constraint variable_type check (type in ('number', 'category', 'endpoint')),
  add constraint variable_role check (role in ('measure', 'quality', 'total')),
  add constraint variable_levels check ((type = 'category') = (levels is not null));
--> statement-breakpoint
alter table variable_values
  -- float bytes hardly compress: do not try; and a small sample tells the planner enough
  alter column values set storage external,
  alter column values set statistics 0,
  alter column layer_id set statistics 10,
  alter column ordinal set statistics 10;
--> statement-breakpoint
alter table risk_model
  add constraint risk_model_key_form check (key ~ '^[A-Za-z0-9._+-]+$'),
  add constraint risk_model_lengths check (
    cardinality(inputs) > 0 and cardinality(centre) = cardinality(inputs)
    and cardinality(scale) = cardinality(inputs) and cardinality(loadings) = cardinality(inputs)),
  add constraint risk_model_scale check (0 < all (scale)),
  add constraint risk_model_numbers check (
    'Infinity' > all (centre) and '-Infinity' < all (centre)
    and 'Infinity' > all (scale)
    and 'Infinity' > all (loadings) and '-Infinity' < all (loadings)
    and cutoff > '-Infinity' and cutoff < 'Infinity');
