/** One request, as a person would write it in the language they work in. */
export interface ApiRequest {
  query: string
  variables: Record<string, unknown>
}

export const snippetLanguages = ['curl', 'R', 'Python'] as const
export type SnippetLanguage = (typeof snippetLanguages)[number]

/** In single quotes for a POSIX shell. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function curl(endpoint: string, request: ApiRequest): string {
  const body = JSON.stringify(request)
  return `curl -s ${shellQuoted(endpoint)} \\\n  -H 'content-type: application/json' \\\n  --data-raw ${shellQuoted(body)}`
}

/** R's raw string (R ≥ 4.0) needs no escapes; its dashes must not occur in the text. */
function rRaw(text: string): string {
  let dashes = '---'
  while (text.includes(`)${dashes}"`)) dashes += '-'
  return `r"${dashes}(${text})${dashes}"`
}

function r(endpoint: string, request: ApiRequest): string {
  return `library(httr2)  # and jsonlite
query <- ${rRaw(request.query.trim())}
variables <- jsonlite::fromJSON(${rRaw(JSON.stringify(request.variables))}, simplifyVector = FALSE)

answer <- request(${JSON.stringify(endpoint)}) |>
  req_body_json(list(query = query, variables = variables)) |>
  req_error(body = \\(response) resp_body_string(response)) |>
  req_perform() |>
  resp_body_json()
stopifnot(is.null(answer$errors))
str(answer$data, max.level = 3)`
}

function python(endpoint: string, request: ApiRequest): string {
  return `import json
import urllib.request

query = """
${request.query.trim().replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"')}
"""
variables = json.loads(${JSON.stringify(JSON.stringify(request.variables))})

request = urllib.request.Request(
    ${JSON.stringify(endpoint)},
    data=json.dumps({"query": query, "variables": variables}).encode(),
    headers={"content-type": "application/json"},
)
with urllib.request.urlopen(request) as response:
    answer = json.load(response)
if "errors" in answer:
    raise RuntimeError(answer["errors"])
print(json.dumps(answer["data"], indent=2))`
}

const writers: Record<SnippetLanguage, (endpoint: string, request: ApiRequest) => string> = {
  curl,
  R: r,
  Python: python,
}

/** A program that fetches the same numbers as the page. */
export function snippet(language: SnippetLanguage, endpoint: string, request: ApiRequest): string {
  return writers[language](endpoint, request)
}

/** GraphiQL with the request filled in. Behind #, so that a long query never meets the server's limit for addresses. */
export function graphiqlAddress(request: ApiRequest): string {
  const parts = new URLSearchParams({ query: request.query.trim() })
  if (Object.keys(request.variables).length > 0) {
    parts.set('variables', JSON.stringify(request.variables, null, 2))
  }
  return `/graphiql#${parts.toString()}`
}
