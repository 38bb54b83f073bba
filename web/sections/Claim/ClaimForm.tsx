import { useId, useState } from 'react'
import type { SyntheticEvent } from 'react'
import { useMutation, useQuery } from 'urql'
import { failureOf } from '../../gql/failure.ts'
import { CellsOfMethodDocument, SaveClaimDocument } from '../../gql/generated/graphql.ts'
import type { Direction } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'

/** Saves a claim of one's own: a title and a direction for each cell that it is about. */
export function ClaimForm({ onSaved }: { onSaved: (key: string) => void }) {
  const id = useId()
  const [cellsOf] = useQuery({ query: CellsOfMethodDocument, variables: {} })
  const cells = cellsOf.data?.cellsOfMethod ?? []
  const [title, setTitle] = useState('')
  const [directions, setDirections] = useState<Readonly<Record<string, Direction | ''>>>({})
  const [{ fetching, error }, save] = useMutation(SaveClaimDocument)
  const expectations = cells.flatMap(({ key }) => {
    const direction = directions[key] ?? ''
    return direction === '' ? [] : [{ cell: key, direction }]
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    void save({ input: { title, expectations } }).then(({ data }) => {
      if (data !== undefined) onSaved(data.saveClaim.key)
    })
  }
  return (
    <form className="claim-form" onSubmit={submit}>
      <label htmlFor={id}>Title</label>
      <input
        id={id}
        value={title}
        maxLength={200}
        required
        onChange={({ target }) => {
          setTitle(target.value)
        }}
      />
      <fieldset>
        <legend>Expected of the first group (e.g. high risk)</legend>
        {cells.map(({ key, label }) => (
          <label key={key} className="claim-cell">
            <span>{label}</span>
            <select
              aria-label={label}
              value={directions[key] ?? ''}
              onChange={({ target }) => {
                const value = target.value
                setDirections((before) => ({
                  ...before,
                  [key]: value === 'HIGHER' || value === 'LOWER' ? value : '',
                }))
              }}
            >
              <option value="">nothing</option>
              <option value="HIGHER">higher</option>
              <option value="LOWER">lower</option>
            </select>
          </label>
        ))}
      </fieldset>
      {cellsOf.error !== undefined && (
        <p role="alert" className="field-error">
          The cells could not be read: {failureOf(cellsOf.error).message}
        </p>
      )}
      {error !== undefined && (
        <p role="alert" className="field-error">
          {failureOf(error).message}
        </p>
      )}
      <Button type="submit" disabled={fetching || title.trim() === '' || expectations.length === 0}>
        Save the claim
      </Button>
    </form>
  )
}
