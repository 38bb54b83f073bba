import { variableKey } from '../science/variableRef.ts'

/** What of a manifest names something else in it. */
interface References {
  ids: string
  specimens: string
  membership: string | readonly string[]
  files: readonly {
    id: string
    path: string
    sha256?: string | undefined
    settings: Readonly<Record<string, unknown>>
  }[]
  corrections: readonly { file: string; line?: number | undefined }[]
  layers: readonly {
    kind: string
    key: string
    from: readonly string[]
    variables?: readonly { key?: string | undefined; label?: string | undefined; column: string }[]
    endpoints?: readonly { key: string }[]
  }[]
  ctSeries?: { from: string } | undefined
  derive: { riskModel?: { layer: string } | undefined }
}

interface Problem {
  path: (string | number)[]
  message: string
}

/** Names inside the manifest that lead nowhere, and names given twice. */
export function referenceProblems(manifest: References): Problem[] {
  const ids = manifest.files.map((file) => file.id)
  const known = new Set(ids)
  const layers = manifest.layers.map((layer) => `${layer.kind}:${layer.key}`)
  const noFile = (id: string, ...path: (string | number)[]): Problem[] =>
    known.has(id) ? [] : [{ path, message: `no file "${id}"; files are ${ids.join(', ')}` }]
  const membership = [manifest.membership].flat()
  const used = new Set([...membership, manifest.ctSeries?.from, ...manifest.layers.flatMap((l) => l.from)])
  const model = manifest.derive.riskModel
  return [
    ...membership.flatMap((id) => noFile(id, 'membership')),
    ...repeats(ids).map((i) => ({ path: ['files', i, 'id'], message: 'this id is taken' })),
    ...repeats(manifest.files.map((file) => `${file.path} ${JSON.stringify(file.settings)}`)).map((i) => ({
      path: ['files', i, 'path'],
      message: 'this path is listed twice with the same settings',
    })),
    ...manifest.files.flatMap((file, i) =>
      used.has(file.id) ? [] : [{ path: ['files', i, 'id'], message: 'no layer uses this file' }],
    ),
    ...manifest.layers.flatMap((layer, l) =>
      layer.from.flatMap((id, i) => noFile(id, 'layers', l, 'from', i)),
    ),
    ...repeats(layers).map((i) => ({
      path: ['layers', i, 'key'],
      message: `layer "${layers[i] ?? ''}" is listed twice`,
    })),
    ...manifest.layers.flatMap((layer, l) => [
      ...repeats((layer.variables ?? []).map(variableSpecKey)).map((i) => ({
        path: ['layers', l, 'variables', i, 'key'],
        message: 'this key is taken',
      })),
      ...repeats((layer.endpoints ?? []).map((endpoint) => endpoint.key)).map((i) => ({
        path: ['layers', l, 'endpoints', i, 'key'],
        message: 'this key is taken',
      })),
    ]),
    ...manifest.corrections.flatMap((correction, i) => noFile(correction.file, 'corrections', i, 'file')),
    ...unvouchedLines(manifest),
    ...(manifest.ctSeries ? noFile(manifest.ctSeries.from, 'ctSeries', 'from') : []),
    ...(model && !layers.includes(model.layer)
      ? [{ path: ['derive', 'riskModel', 'layer'], message: `no layer "${model.layer}"` }]
      : []),
    ...(manifest.specimens === 'tcga-primary-firehose' && manifest.ids !== 'tcga'
      ? [{ path: ['specimens'], message: 'this rule reads TCGA barcodes, so ids must be "tcga"' }]
      : []),
  ]
}

/** A line is only a place in a file whose bytes are known: of another file it would be another patient. */
function unvouchedLines({ corrections, files }: References): Problem[] {
  return corrections.flatMap(({ file, line }, i) => {
    const found = files.find(({ id }) => id === file)
    return line === undefined || !found || found.sha256 !== undefined
      ? []
      : [
          {
            path: ['corrections', i, 'line'],
            message: `a line needs the sha256 of "${file}"; or name the row`,
          },
        ]
  })
}

/** Key of a declared variable: given, or made of its label, or of its column. */
export function variableSpecKey(spec: {
  key?: string | undefined
  label?: string | undefined
  column: string
}): string {
  return spec.key ?? variableKey((spec.label ?? spec.column).slice(0, 150))
}

function repeats(names: readonly string[]): number[] {
  return names.flatMap((name, i) => (names.indexOf(name) < i ? [i] : []))
}
