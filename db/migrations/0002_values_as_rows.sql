-- Values are kept as one column of little-endian numbers per variable. These give them as rows to people who come with psql.
-- Arithmetic is exact: mantissa times a power of two, in two steps so that no factor is subnormal.
create function float4_at(bytes bytea, place integer) returns double precision
language sql immutable strict parallel safe as $$
  select case
    when exponent = 255 and mantissa <> 0 then double precision 'NaN'
    when exponent = 255 then sign * double precision 'Infinity'
    when exponent = 0 then sign * mantissa * power(double precision '2', -149)
    else sign * (mantissa + 8388608) * power(double precision '2', exponent - 150)
  end
  from (
    select
      case when get_byte(bytes, place + 3) >= 128 then double precision '-1' else double precision '1' end as sign,
      ((get_byte(bytes, place + 3) & 127) << 1) | (get_byte(bytes, place + 2) >> 7) as exponent,
      ((get_byte(bytes, place + 2) & 127) << 16) | (get_byte(bytes, place + 1) << 8) | get_byte(bytes, place) as mantissa
  ) as parts
$$;
--> statement-breakpoint
create function float8_at(bytes bytea, place integer) returns double precision
language sql immutable strict parallel safe as $$
  select case
    when exponent = 2047 and mantissa <> 0 then double precision 'NaN'
    when exponent = 2047 then sign * double precision 'Infinity'
    when exponent = 0 then sign * mantissa * power(double precision '2', -537) * power(double precision '2', -537)
    else sign * (mantissa + 4503599627370496) * power(double precision '2', (exponent - 1075) / 2)
         * power(double precision '2', (exponent - 1075) - (exponent - 1075) / 2)
  end
  from (
    select
      case when get_byte(bytes, place + 7) >= 128 then double precision '-1' else double precision '1' end as sign,
      ((get_byte(bytes, place + 7) & 127) << 4) | (get_byte(bytes, place + 6) >> 4) as exponent,
      ((get_byte(bytes, place + 6) & 15)::bigint << 48) | (get_byte(bytes, place + 5)::bigint << 40)
      | (get_byte(bytes, place + 4)::bigint << 32) | (get_byte(bytes, place + 3)::bigint << 24)
      | (get_byte(bytes, place + 2)::bigint << 16) | (get_byte(bytes, place + 1)::bigint << 8)
      | get_byte(bytes, place)::bigint as mantissa
  ) as parts
$$;
--> statement-breakpoint
create function int4_at(bytes bytea, place integer) returns integer
language sql immutable strict parallel safe as $$
  select (get_byte(bytes, place + 3) << 24) | (get_byte(bytes, place + 2) << 16) | (get_byte(bytes, place + 1) << 8)
         | get_byte(bytes, place)
$$;
--> statement-breakpoint
create function float_values(bytes bytea, encoding text) returns table (ordinal integer, value double precision)
language sql immutable strict parallel safe as $$
  select i, case encoding when 'f4' then float4_at(bytes, 4 * i) when 'f8' then float8_at(bytes, 8 * i) end
  from generate_series(0, octet_length(bytes) / case encoding when 'f4' then 4 when 'f8' then 8 end - 1) as i
$$;
--> statement-breakpoint
create function int4_values(bytes bytea) returns table (ordinal integer, value integer)
language sql immutable strict parallel safe as $$
  select i, int4_at(bytes, 4 * i) from generate_series(0, octet_length(bytes) / 4 - 1) as i
$$;
--> statement-breakpoint
create view variable_reference as
select
  cohort.slug as cohort,
  release.short_id as release,
  release.id is not distinct from cohort.current_release_id as current,
  layer.kind || ':' || layer.key || '/' || variable.key as reference,
  variable.label,
  variable.unit,
  variable.type,
  variable.role,
  variable.levels,
  layer.method,
  layer.entity
from cohort
join release on release.cohort_id = cohort.id
join layer on layer.release_id = release.id
join variable on variable.layer_id = layer.id;
--> statement-breakpoint
create view patient_value as
select
  cohort.slug as cohort,
  release.short_id as release,
  release.id is not distinct from cohort.current_release_id as current,
  layer.kind || ':' || layer.key || '/' || variable.key as reference,
  patient.submitter_id as patient,
  place.row >= 0 as measured,
  nullif(read.value, 'NaN') as value,
  case when variable.type = 'category' and read.value <> 'NaN' then variable.levels[read.value::integer + 1] end as level,
  nullif(read.event, 'NaN') as event
from cohort
join release on release.cohort_id = cohort.id
join layer on layer.release_id = release.id and layer.patient_rows is not null
join variable on variable.layer_id = layer.id
join variable_values on variable_values.layer_id = layer.id and variable_values.ordinal = variable.ordinal
join patient on patient.release_id = release.id
cross join lateral (select int4_at(layer.patient_rows, 4 * patient.ordinal) as row) as place
cross join lateral (
  select
    case
      when place.row < 0 then null
      when layer.encoding = 'f4' then float4_at(variable_values.values, 4 * place.row)
      else float8_at(variable_values.values, 8 * place.row)
    end as value,
    case
      when place.row < 0 or variable.type <> 'endpoint' then null
      when layer.encoding = 'f4' then float4_at(variable_values.values, 4 * (layer.row_count + place.row))
      else float8_at(variable_values.values, 8 * (layer.row_count + place.row))
    end as event
) as read;
--> statement-breakpoint
comment on view patient_value is
  'Patient-level values by variable reference: value (time in days of an endpoint; level number of a category), event (1 event, 0 censored); null = missing, measured = false: no row at all';
