/** A drafted manifest answered as a person would, by the words of each question. */
import { withoutComments } from '../../etl/jsonc.ts'

interface Asked {
  id: string
  ask: string
  choices?: string[]
  answer: string | null
}

/** @param answers by the end of the question's id; every question must find one */
export function answered(text: string, answers: Readonly<Record<string, string>>): string {
  const manifest = JSON.parse(withoutComments(text)) as { questions: Asked[] }
  for (const question of manifest.questions) {
    const found = Object.entries(answers).find(([end]) => question.id.endsWith(end))
    if (!found) throw new Error(`nobody answers ${question.id}: ${question.ask}`)
    const [, answer] = found
    question.answer = question.choices?.find((choice) => choice.startsWith(answer)) ?? answer
  }
  return JSON.stringify(manifest)
}
