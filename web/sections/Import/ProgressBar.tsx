/** How far something is, in words and as a bar. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const known = total > 0
  return (
    <div className="import-progress" role="status">
      <progress aria-label={label} {...(known ? { value: done, max: total } : {})} />
      <span className="small">{label}</span>
    </div>
  )
}
