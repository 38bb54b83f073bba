import type { DataFileFragment, DataReleaseFragment } from '../../gql/generated/graphql.ts'

/** One line of the tree, with what it was made of below it. */
export interface TreeNode {
  kind: 'analysis' | 'release' | 'layer' | 'computation' | 'file'
  /** unique among its siblings */
  key: string
  label: string
  detail: string
  below: readonly TreeNode[]
}

type Release = Pick<DataReleaseFragment, 'tree' | 'derivations' | 'files'>

function fileNode({ id, path, role, sha256 }: DataFileFragment): TreeNode {
  return { kind: 'file', key: id, label: path, detail: `${role}; SHA-256 ${sha256}`, below: [] }
}

/** From layers down: what computed them, from which layers, down to the hash of every file. */
export function layerNodes(release: Release, refs: readonly string[], above: readonly string[] = []): TreeNode[] {
  const files = new Map(release.files.map((file) => [file.id, file]))
  return refs.flatMap((ref): TreeNode[] => {
    const layer = release.tree.find((one) => one.ref === ref)
    // of a layer that was computed again the newest computation is the one that stands
    const made = release.derivations.findLast(({ outputs }) => outputs.includes(ref))
    const isCircle = above.includes(ref)
    const inputs = made === undefined || isCircle ? [] : layerNodes(release, made.inputs, [...above, ref])
    const own = (layer?.sourceFiles ?? []).flatMap(({ id }) => {
      const file = files.get(id)
      return file === undefined ? [] : [fileNode(file)]
    })
    const computed: TreeNode[] =
      made === undefined
        ? []
        : [
            {
              kind: 'computation',
              key: `computed-${ref}`,
              label: `computed by ${made.command}`,
              detail: `code ${made.codeVersion.slice(0, 12)}, on release ${made.base}`,
              below: [...made.files.map(fileNode), ...inputs],
            },
          ]
    const rest = made === undefined ? own : []
    return [{ kind: 'layer', key: ref, label: layer?.label ?? ref, detail: ref, below: [...computed, ...rest] }]
  })
}

/** Everything of a release, or what one analysis named of it and the files that it read besides. */
export function releaseNode(
  release: Release & { id: string; number: number; contentHash: string },
  named: readonly string[],
  alsoRead: readonly DataFileFragment[],
): TreeNode {
  const below = layerNodes(release, named)
  const seen = new Set(filesBelow(below))
  const besides = alsoRead.filter(({ id }) => !seen.has(id)).map(fileNode)
  return {
    kind: 'release',
    key: release.id,
    label: `Release ${release.number}`,
    detail: `${release.id}; content ${release.contentHash}`,
    below: [...below, ...besides],
  }
}

function filesBelow(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap(({ kind, key, below }) => [...(kind === 'file' ? [key] : []), ...filesBelow(below)])
}
