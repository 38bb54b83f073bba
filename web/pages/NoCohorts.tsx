import { Link } from '@tanstack/react-router'
import { CodeBlock } from '../ui/CodeBlock.tsx'
import { Empty } from '../ui/states.tsx'

export const importCommand = 'npm run etl -- import etl/datasets/<cohort>.json --data <folder with its files>'

export function NoCohorts() {
  return (
    <Empty
      title="No cohort has been imported on this server"
      action={<CodeBlock label="Import one" code={importCommand} />}
    >
      A cohort comes in by a command, from files and a manifest that says what they are.{' '}
      <Link to="/data">How to import</Link>
    </Empty>
  )
}
