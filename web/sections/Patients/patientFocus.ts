import { createContext, useContext, useSyncExternalStore } from 'react'

/**
 * Which patient is looked at: under the pointer or at the keyboard's place, in any figure or table. It is kept outside React's
 * state, so that a move of the pointer redraws marks and not whole figures.
 */
export interface PatientFocus {
  get: () => string | null
  set: (patient: string | null) => void
  subscribe: (listen: () => void) => () => void
}

export function createPatientFocus(): PatientFocus {
  let focused: string | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => focused,
    set: (patient) => {
      if (patient === focused) return
      focused = patient
      for (const listen of listeners) listen()
    },
    subscribe: (listen) => {
      listeners.add(listen)
      return () => {
        listeners.delete(listen)
      }
    },
  }
}

/** What the figures of one page share about patients. */
export interface PatientsShared {
  focus: PatientFocus
  /** ids picked out by brushing or by key */
  picked: ReadonlySet<string>
  /** replaces those picked, or adds to them */
  pick: (patients: readonly string[], isAdded: boolean) => void
  /** shows one in full */
  open: (patient: string) => void
  /** name of the group; null where it is in none */
  groupOf: (patient: string) => string | null
}

const nobody: PatientsShared = {
  focus: createPatientFocus(),
  picked: new Set(),
  pick: () => undefined,
  open: () => undefined,
  groupOf: () => null,
}

export const PatientsContext = createContext<PatientsShared>(nobody)

export function usePatients(): PatientsShared {
  return useContext(PatientsContext)
}

/** Whether the page shares its patients between figures; where it does not, a figure offers no way to them. */
export function useIsLinked(): boolean {
  return usePatients() !== nobody
}

export function useFocusedPatient(): string | null {
  const { focus } = usePatients()
  return useSyncExternalStore(focus.subscribe, focus.get)
}
