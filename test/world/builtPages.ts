import { buildWeb } from '../../web/build.ts'
import { oncePerRun } from './oncePerRun.ts'

/** The pages built, once for all test files: two that build at the same time only take each other's processor. */
export async function builtPages(): Promise<void> {
  await oncePerRun('pages', buildWeb)
}
