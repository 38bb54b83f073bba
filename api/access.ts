import { Refusal } from './errors.ts'

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address to listen on can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === '::1' || loopbackNames.has(host)
}

/**
 * A page elsewhere can make a name of its own point at 127.0.0.1; its requests then carry that name.
 * @throws Refusal 421
 */
export function checkHost(url: URL): void {
  if (!loopbackNames.has(url.hostname))
    throw new Refusal(
      421,
      'MISDIRECTED_REQUEST',
      `this server does not answer for ${url.hostname}; it answers for localhost, 127.0.0.1 and [::1]`,
    )
}

/**
 * Only a JSON POST reaches GraphQL: a form or an image of another page cannot send one without asking first, and CORS is off.
 * @throws Refusal 405, 415
 */
export function checkGraphqlRequest(method: string, contentType: string | null): void {
  if (method !== 'POST')
    throw new Refusal(405, 'METHOD_NOT_ALLOWED', 'GraphQL is asked by POST with a JSON body')
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json')
    throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'the content type has to be application/json')
}

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  // figures are SVG with inline style attributes
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Gives a response of ours the headers that every answer carries. */
export function secured(response: Response, requestId: string): Response {
  for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
  response.headers.set('x-request-id', requestId)
  return response
}
