/**
 * Questions that only a person can answer, as data inside a manifest: `etl init` writes them, a person fills in `answer`, and
 * the answer is put where it belongs before the manifest is read. While one is open, nothing is checked or imported.
 */
import { z } from 'zod'

const text = z.string().min(1).max(2000)

const placeSchema = z.strictObject({
  path: z
    .string()
    .regex(/^(\/[^/]+)+$/, 'a path such as /layers/2/endpoints/0/time/unit')
    .describe('where the answer goes, as a JSON pointer'),
  values: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('what is put there for each choice; left out: the answer itself'),
})

export const questionSchema = z.strictObject({
  id: z.string().min(1).max(120),
  ask: text,
  because: text.describe('what the file shows, so that the answer can be found'),
  choices: z.array(text).min(1).optional().describe('the possible answers; left out: any text'),
  answer: z.string().nullable().describe('null: not answered yet'),
  sets: z.array(placeSchema).min(1),
})

export type Question = z.output<typeof questionSchema>

export interface QuestionProblem {
  path: string
  message: string
  hint?: string
  /** the question is not answered, as opposed to answered wrongly */
  open: boolean
}

type JsonObject = Record<string, unknown>

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The manifest with all answers put in, or what stands in the way. */
export function applyAnswers(
  value: unknown,
): { ok: true; value: unknown } | { ok: false; problems: readonly QuestionProblem[] } {
  if (!isObject(value) || value['questions'] === undefined) return { ok: true, value }
  const parsed = z.array(questionSchema).safeParse(value['questions'])
  if (!parsed.success)
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({
        path: `questions.${issue.path.map(String).join('.')}`,
        message: issue.message,
        open: false,
      })),
    }
  const answered = structuredClone(value)
  const problems = parsed.data.flatMap((question, n) => answerOne(answered, question, n))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: answered }
}

function answerOne(manifest: JsonObject, question: Question, n: number): QuestionProblem[] {
  const { answer, choices } = question
  const path = `questions[${n}].answer`
  const hint = choices
    ? `Answer one of: ${choices.map((choice) => `"${choice}"`).join(', ')}.`
    : 'Answer in words.'
  if (answer === null || answer.trim() === '')
    return [{ path, message: `${question.id}: ${question.ask} ${question.because}`, hint, open: true }]
  if (choices && !choices.includes(answer))
    return [{ path, message: `${question.id}: "${answer}" is none of the choices.`, hint, open: false }]
  return question.sets.flatMap((place): QuestionProblem[] => {
    const put: unknown = place.values ? place.values[answer] : answer
    if (put === undefined && place.values)
      return [{ path, message: `${question.id}: nothing is declared for "${answer}".`, open: false }]
    return setAt(manifest, place.path, put)
      ? []
      : [{ path, message: `${question.id}: there is no place ${place.path} in the manifest.`, open: false }]
  })
}

/** Puts a value at a JSON pointer; null at a place takes it away. */
function setAt(root: JsonObject, pointer: string, value: unknown): boolean {
  const names = pointer
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const last = names.pop() ?? ''
  let at: unknown = root
  for (const name of names) {
    if (Array.isArray(at)) at = at[Number.parseInt(name, 10)] as unknown
    else if (isObject(at)) at = at[name]
    else return false
  }
  if (Array.isArray(at)) {
    const index = Number.parseInt(last, 10)
    if (!(index >= 0 && index < at.length)) return false
    at[index] = value
    return true
  }
  if (!isObject(at)) return false
  if (value === null) Reflect.deleteProperty(at, last)
  else at[last] = value
  return true
}
