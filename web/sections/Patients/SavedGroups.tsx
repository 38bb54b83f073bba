import { useMutation, useQuery } from 'urql'
import { RemoveGroupDocument, SavedGroupsDocument } from '../../gql/generated/graphql.ts'
import type { GroupingInput } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { againstOthers } from './PickedBar.tsx'

/** An empty list names no type, so saving the first group would not be noticed. */
const ofSavedGroups = { additionalTypenames: ['SavedGroup'] }

/** Groups that were saved for a cohort: each can be compared with everybody else, or removed. */
export function SavedGroups({
  cohort,
  onCompare,
}: {
  cohort: string
  onCompare: (grouping: GroupingInput) => void
}) {
  const [{ data, error }, again] = useQuery({
    query: SavedGroupsDocument,
    variables: { cohort },
    requestPolicy: 'cache-and-network',
    context: ofSavedGroups,
  })
  const [, remove] = useMutation(RemoveGroupDocument)
  const groups = data?.savedGroups ?? []
  return (
    <Disclosure summary={`Groups of your own (${groups.length})`}>
      {error !== undefined && <p className="field-error">The saved groups could not be read.</p>}
      {groups.length === 0 ? (
        <p className="small muted">
          None yet. Drag over points or bars of a figure, or walk through it by keyboard and pick with Space;
          then give the group a name.
        </p>
      ) : (
        <ul className="saved-groups">
          {groups.map(({ key, label, patients }) => (
            <li key={key}>
              <span>
                {label} <span className="muted small">n = {patients.length}</span>
              </span>
              <span className="row">
                <Button
                  size="s"
                  aria-label={`Compare ${label} with all others`}
                  onClick={() => {
                    onCompare(againstOthers(label, patients))
                  }}
                >
                  Compare
                </Button>
                <Button
                  size="s"
                  look="quiet"
                  aria-label={`Remove ${label}`}
                  onClick={() => {
                    void remove({ key }).then(() => {
                      again({ requestPolicy: 'network-only' })
                    })
                  }}
                >
                  Remove
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Disclosure>
  )
}
