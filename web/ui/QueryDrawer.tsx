import { useId, useRef, useState } from 'react'
import { graphqlPath } from '../gql/client.ts'
import { graphiqlAddress, snippet, snippetLanguages, type ApiRequest } from '../gql/snippets.ts'
import { Button } from './Button.tsx'
import { CodeBlock } from './CodeBlock.tsx'
import { SegmentedControl } from './SegmentedControl.tsx'

const forms = ['GraphQL', ...snippetLanguages] as const
type Form = (typeof forms)[number]

/** The request behind a panel: as GraphQL, and as programs that fetch the same numbers. */
export function RequestCode({ request }: { request: ApiRequest }) {
  const [form, setForm] = useState<Form>('GraphQL')
  return (
    <div className="stack">
      <SegmentedControl
        label="Written as"
        value={form}
        options={forms.map((value) => ({ value, label: value }))}
        onChange={setForm}
      />
      {form === 'GraphQL' ? (
        <div className="request-code">
          <CodeBlock label="Query" code={request.query.trim()} />
          <CodeBlock label="Variables" code={JSON.stringify(request.variables, null, 2)} />
        </div>
      ) : (
        <CodeBlock label={form} code={snippet(form, `${location.origin}${graphqlPath}`, request)} />
      )}
      <p>
        <a href={graphiqlAddress(request)}>Open in GraphiQL</a>
      </p>
    </div>
  )
}

/** A button, and beside the page a drawer with the request behind this panel. */
export function QueryDrawer({
  request,
  label = 'API query',
  title = 'The query behind this panel',
  size = 's',
}: {
  request: ApiRequest
  label?: string
  title?: string
  size?: 'm' | 's'
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [opened, setOpened] = useState(false)
  const titleId = useId()
  return (
    <>
      <Button
        size={size}
        className="no-print"
        aria-haspopup="dialog"
        onClick={() => {
          setOpened(true)
          dialog.current?.showModal()
        }}
      >
        {label}
      </Button>
      <dialog
        ref={dialog}
        className="drawer"
        aria-labelledby={titleId}
        onClose={() => {
          setOpened(false)
        }}
        onClick={(event) => {
          if (event.target === dialog.current) dialog.current.close()
        }}
      >
        <div className="drawer-inner">
          <div className="drawer-head">
            <h2 id={titleId}>{title}</h2>
            <Button look="quiet" onClick={() => dialog.current?.close()}>
              Close
            </Button>
          </div>
          {opened && <RequestCode request={request} />}
        </div>
      </dialog>
    </>
  )
}
