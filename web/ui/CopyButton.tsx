import { useEffect, useState } from 'react'
import { Button } from './Button.tsx'

type Outcome = 'idle' | 'copied' | 'refused'

/** Puts text on the clipboard and says whether it got there (browsers refuse outside https and localhost). */
export function CopyButton({
  text,
  label = 'Copy',
  size = 's',
}: {
  text: string | (() => string)
  label?: string
  size?: 'm' | 's'
}) {
  const [outcome, setOutcome] = useState<Outcome>('idle')
  useEffect(() => {
    if (outcome === 'idle') return
    const timer = setTimeout(() => {
      setOutcome('idle')
    }, 2000)
    return () => {
      clearTimeout(timer)
    }
  }, [outcome])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text())
      setOutcome('copied')
    } catch {
      setOutcome('refused')
    }
  }
  const words = { idle: label, copied: 'Copied', refused: 'Not allowed here' }
  return (
    <Button size={size} onClick={() => void copy()}>
      <span aria-live="polite">{words[outcome]}</span>
    </Button>
  )
}
