import { useState } from 'react'
import { useQuery } from 'urql'
import { formatDateTime } from '../../format.ts'
import { KeptAnalysisDocument } from '../../gql/generated/graphql.ts'
import type { DataReleaseFragment, KeptAnalysisQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Field } from '../../ui/Field.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty } from '../../ui/states.tsx'
import { releaseNode } from './provenanceTree.ts'
import type { TreeNode } from './provenanceTree.ts'

interface Props {
  release: DataReleaseFragment
  /** id of an analysis, as it stands in the address */
  analysis: string | undefined
  onAnalysis: (id: string | undefined) => void
}

/** From a figure to the hash of every file that it rests on; without a figure, the whole release. */
export function ProvenanceSection({ release, analysis, onAnalysis }: Props) {
  return (
    <section className="section" aria-labelledby="provenance">
      <h2 id="provenance">From a figure to its files</h2>
      <p>
        Every figure, table and file of this program carries the id of its analysis. Put it here to see the layers it
        rests on, what computed them, and the hash of every file.
      </p>
      <AnalysisField analysis={analysis} onAnalysis={onAnalysis} />
      {analysis === undefined ? (
        <Tree
          label="Everything in this release"
          nodes={[
            releaseNode(
              release,
              release.tree.map(({ ref }) => ref),
              [],
            ),
          ]}
        />
      ) : (
        <OfAnalysis release={release} analysis={analysis} />
      )}
    </section>
  )
}

function AnalysisField({ analysis, onAnalysis }: Omit<Props, 'release'>) {
  const [text, setText] = useState(analysis ?? '')
  return (
    <form
      className="row no-print analysis-field"
      onSubmit={(event) => {
        event.preventDefault()
        onAnalysis(text.trim() === '' ? undefined : text.trim())
      }}
    >
      <Field label="Id of an analysis" help="12 characters, in the caption of a figure and in the header of a table.">
        {({ id, describedBy }) => (
          <input
            id={id}
            className="input"
            aria-describedby={describedBy}
            value={text}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setText(event.target.value)
            }}
          />
        )}
      </Field>
      <Button type="submit">Show</Button>
      {analysis !== undefined && (
        <Button
          look="quiet"
          onClick={() => {
            setText('')
            onAnalysis(undefined)
          }}
        >
          The whole release
        </Button>
      )}
    </form>
  )
}

function OfAnalysis({ release, analysis }: { release: DataReleaseFragment; analysis: string }) {
  const asked = useQuery({ query: KeptAnalysisDocument, variables: { id: analysis } })
  return (
    <Answered of={asked} loading="Looking for the analysis">
      {({ analysis: found }) => {
        if (found === null)
          return (
            <Empty title={`This server never computed ${analysis}`}>
              <p>
                Ids are kept with the database: another server, or another version of the program, has others.
              </p>
            </Empty>
          )
        const { cohort, id, number } = found.release
        if (id === release.id) return <Found release={release} found={found} />
        return (
          <Empty title={`${analysis} is an analysis of ${cohort.title}, release ${number}`}>
            <p>
              <a href={`/data/${cohort.slug}?release=${id}&analysis=${analysis}`}>Show it there</a>
            </p>
          </Empty>
        )
      }}
    </Answered>
  )
}

function Found({ release, found }: { release: DataReleaseFragment; found: NonNullable<KeptAnalysisQuery['analysis']> }) {
  const { id, kind, spec, layers, provenance } = found
  const node: TreeNode = {
    kind: 'analysis',
    key: id,
    label: `Analysis ${id}`,
    detail: `${kind}; code ${provenance.codeVersion.slice(0, 12)}${provenance.seed === null ? '' : `, seed ${provenance.seed}`}, computed ${formatDateTime(provenance.computedAt)}`,
    below: [
      releaseNode(
        release,
        layers.map(({ ref }) => ref),
        provenance.files,
      ),
    ],
  }
  return (
    <>
      <Tree label={`What ${id} rests on`} nodes={[node]} />
      <Disclosure summary="Its specification">
        <CodeBlock label="Specification" code={spec} />
      </Disclosure>
      <div className="row no-print">
        <QueryDrawer request={requestOf(KeptAnalysisDocument, { id })} />
      </div>
    </>
  )
}

const kindWords: Record<TreeNode['kind'], string> = {
  analysis: 'analysis',
  release: 'release',
  layer: 'layer',
  computation: 'computation',
  file: 'file',
}

function Tree({ label, nodes }: { label: string; nodes: readonly TreeNode[] }) {
  return (
    <ul className="provenance-tree" aria-label={label}>
      {nodes.map((node) => (
        <Branch key={node.key} node={node} />
      ))}
    </ul>
  )
}

function Branch({ node }: { node: TreeNode }) {
  return (
    <li data-kind={node.kind}>
      <span className="tree-line">
        <span className="tree-kind">{kindWords[node.kind]}</span> <strong>{node.label}</strong>{' '}
        <span className="hash muted">{node.detail}</span>
      </span>
      {node.below.length > 0 && (
        <ul>
          {node.below.map((one) => (
            <Branch key={one.key} node={one} />
          ))}
        </ul>
      )}
    </li>
  )
}
