import { Callout } from '../../ui/Callout.tsx'

/** An Ensembl id where a name should stand; the API gives a name where the file had one. */
function isBareId(label: string): boolean {
  return /^ENS[A-Z]*G[\dR]\d+/.test(label)
}

/** Why genes are called by their ids here, and how they get their names; nothing where they have them. */
export function NamedById({ labels }: { labels: readonly string[] }) {
  const bare = labels.filter(isBareId).length
  if (bare === 0 || bare < labels.length / 2) return null
  return (
    <Callout tone="note" title="Genes are named by their Ensembl id here">
      The file of this layer has no symbols. Import it again with a column of them: in the manifest,{' '}
      <code>&quot;annotations&quot;: [&quot;gene_name&quot;]</code> among the settings of a gene matrix. Gene
      files of GDC’s STAR workflow bring theirs along.
    </Callout>
  )
}
