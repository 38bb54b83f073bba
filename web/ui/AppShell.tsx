import { lazy, Suspense, useRef } from 'react'
import { Link, Outlet, useRouterState, useSearch } from '@tanstack/react-router'
import { ThemeToggle } from './ThemeToggle.tsx'

const Tour = lazy(async () => ({ default: (await import('../sections/Tour/Tour.tsx')).Tour }))

/** The example in four steps, where the address has it open. */
function OpenTour() {
  const { tour } = useSearch({ from: '__root__' })
  if (tour === undefined) return null
  return (
    <Suspense fallback={null}>
      <Tour step={Number(tour)} />
    </Suspense>
  )
}

const places = [
  { to: '/', label: 'Cohorts', under: ['/cohort/'] },
  { to: '/compare', label: 'Compare', under: ['/compare/'] },
  { to: '/associations', label: 'Associations', under: ['/associations/', '/genes/', '/gene/'] },
  { to: '/models', label: 'Models', under: ['/models/'] },
  { to: '/claim', label: 'Claim', under: [] },
  { to: '/board', label: 'Board', under: [] },
  { to: '/data', label: 'Data', under: ['/data/', '/import'] },
  { to: '/api', label: 'API', under: [] },
] as const

function isHere(place: (typeof places)[number], path: string): boolean {
  return path === place.to || place.under.some((start) => path.startsWith(start))
}

function Navigation() {
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <nav aria-label="Main" className="shell-nav no-print">
      <ul>
        {places.map((place) => (
          <li key={place.to}>
            <Link to={place.to} {...(isHere(place, path) ? { 'aria-current': 'page' as const } : {})}>
              {place.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** What stands around every page: skip link, name, ways to go, theme. */
export function AppShell() {
  const main = useRef<HTMLElement>(null)
  return (
    <div className="shell">
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the content
      </a>
      <header className="shell-header">
        <div className="shell-header-inner">
          <Link to="/" className="shell-brand">
            <img src="/icon.svg" alt="" width="22" height="22" />
            <span>Radimmune</span>
          </Link>
          <Navigation />
          <ThemeToggle />
        </div>
      </header>
      <OpenTour />
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <footer className="shell-footer">
        <p>
          Radimmune compares imaging risk groups with the immune microenvironment. Every number on these pages
          comes from its <Link to="/api">API</Link>. New here?{' '}
          <Link to="/claim" search={{ tour: '1' }}>
            The published claim in four steps
          </Link>
          . For research, not for care.
        </p>
      </footer>
    </div>
  )
}
