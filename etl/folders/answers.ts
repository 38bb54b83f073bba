/** The questions of a drafted manifest with what a person answered; answers are kept by the question's id when it is drafted anew. */
import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import { withoutComments } from '../jsonc.ts'
import { parseManifest } from '../manifest.ts'
import { sortedCorrections } from './corrections.ts'
import type { FolderCorrection, GivenCorrection } from './corrections.ts'
import { questionSchema } from '../questions.ts'
import type { Question } from '../questions.ts'

export const answersSchema = z.record(z.string(), z.string())
export type Answers = z.output<typeof answersSchema>

const draftSchema = z.looseObject({
  cohort: z.looseObject({ slug: z.string(), title: z.string() }),
  files: z.array(z.looseObject({ id: z.string(), sha256: z.string().optional() })),
  questions: z.array(questionSchema),
})

/** Words that nobody is asked for but may write. */
export interface CohortWords {
  slug: string
  title: string
}

export interface Answered {
  questions: readonly Question[]
  cohort: CohortWords
  /** with answers in it, as JSON; its comments stay in the draft */
  text: string
  /** paths of the manifest that are wrong, other than by an open question */
  problems: readonly string[]
  files: readonly { id: string; sha256?: string | undefined }[]
  /** those declared of the files as they are now */
  corrections: readonly GivenCorrection[]
  /** those declared of other bytes */
  strayCorrections: readonly FolderCorrection[]
}

/** @param text a drafted manifest   @param words take the place of the drafted ones */
export function answeredManifest(
  text: string,
  answers: Answers,
  words: CohortWords | null,
  declared: readonly FolderCorrection[],
): Answered {
  const draft = draftSchema.parse(JSON.parse(withoutComments(text)))
  const questions = draft.questions.map((question) => ({ ...question, answer: answerOf(question, answers) }))
  const cohort = { ...draft.cohort, ...words }
  const { fitting: corrections, others: strayCorrections } = sortedCorrections(draft.files, declared)
  const whole = { ...draft, cohort, questions, ...(corrections.length > 0 ? { corrections } : {}) }
  const answered = JSON.stringify(whole, null, 2)
  const parsed = parseManifest(answered)
  const problems = parsed.ok
    ? []
    : parsed.problems.filter(({ open }) => open !== true).map(({ path, message }) => `${path}: ${message}`)
  return {
    questions,
    cohort: { slug: cohort.slug, title: cohort.title },
    text: answered,
    problems,
    files: draft.files,
    corrections,
    strayCorrections,
  }
}

/** An answer that is no choice any more, because the file is another one now, is open again. */
function answerOf({ id, choices }: Question, answers: Answers): string | null {
  const answer = Object.hasOwn(answers, id) ? (answers[id] ?? null) : null
  return choices && answer !== null && !choices.includes(answer) ? null : answer
}

/** @throws InvalidInput a question that is not asked, or an answer that is none of its choices */
export function checkAnswers(questions: readonly Question[], answers: Answers): void {
  for (const [id, answer] of Object.entries(answers)) {
    const question = questions.find((one) => one.id === id)
    if (!question)
      throw new InvalidInput('answers', id, `one of ${questions.map((one) => one.id).join(', ')}`)
    if (question.choices && !question.choices.includes(answer))
      throw new InvalidInput(`answers.${id}`, answer, question.choices.join(' | '))
    if (answer.length > 2000)
      throw new InvalidInput(`answers.${id}`, answer.length, 'at most 2,000 characters')
  }
}
