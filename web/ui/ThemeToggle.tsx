import { useState } from 'react'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const labels: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

function current(): Theme {
  const set = document.documentElement.dataset['theme']
  return set === 'light' || set === 'dark' ? set : 'system'
}

/** The choice is a preference of this browser, so it is stored here and never in the address. */
function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
  try {
    if (theme === 'system') localStorage.removeItem('radimmune-theme')
    else localStorage.setItem('radimmune-theme', theme)
  } catch {
    // Storage is forbidden: the theme lasts for this visit.
  }
}

function Glyph({ theme }: { theme: Theme }) {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
      <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" strokeWidth="1.5" />
      {theme === 'system' && <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />}
      {theme === 'dark' && <circle cx="10" cy="10" r="7" fill="currentColor" />}
    </svg>
  )
}

export function ThemeToggle() {
  const [theme, setTheme] = useState(current)
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system'
  return (
    <button
      type="button"
      className="icon-button no-print"
      aria-label={`Theme: ${labels[theme]}. Change to: ${labels[next]}`}
      title={`Theme: ${labels[theme]}`}
      onClick={() => {
        apply(next)
        setTheme(next)
      }}
    >
      <Glyph theme={theme} />
    </button>
  )
}
