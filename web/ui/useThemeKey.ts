import { useEffect, useState } from 'react'

/** Changes whenever the colours of the page do: what paints with resolved colours then paints anew. */
export function useThemeKey(): number {
  const [key, setKey] = useState(0)
  useEffect(() => {
    const changed = (): void => {
      setKey((before) => before + 1)
    }
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', changed)
    const chosen = new MutationObserver(changed)
    chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      system.removeEventListener('change', changed)
      chosen.disconnect()
    }
  }, [])
  return key
}

/** A custom property as the canvas understands it: light-dark() resolved for the theme of this element. */
export function resolvedColour(element: HTMLElement, colour: string): string {
  const before = element.style.color
  element.style.color = colour
  const resolved = getComputedStyle(element).color
  element.style.color = before
  return resolved
}
