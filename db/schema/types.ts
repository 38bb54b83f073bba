import { customType } from '../drizzle/pgCore.cjs'

/** Raw bytes; vectors are little-endian. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
})

export type JsonObject = Readonly<Record<string, unknown>>
