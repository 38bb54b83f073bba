import { Link } from '@tanstack/react-router'

/** From a figure or a number to the page that says how it is computed. */
export function MethodLink({ name, about }: { name: string; about: string }) {
  return (
    <Link
      className="method-link no-print"
      to="/methods/$name"
      params={{ name }}
      aria-label={`Method: ${about}`}
    >
      Method
    </Link>
  )
}
