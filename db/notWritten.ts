export function notWritten(...given: readonly unknown[]): Promise<never> {
  return Promise.reject(new Error(`not written yet (${given.length} arguments)`))
}
