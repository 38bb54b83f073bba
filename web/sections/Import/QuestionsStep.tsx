import { useState } from 'react'
import type { SyntheticEvent } from 'react'
import { useMutation } from 'urql'
import { plural } from '../../format.ts'
import { failureOf } from '../../gql/failure.ts'
import { AnswerImportDocument } from '../../gql/generated/graphql.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Field } from '../../ui/Field.tsx'
import { isBusy } from './useImportFolder.ts'
import type { Folder } from './useImportFolder.ts'

type Question = Folder['questions'][number]

function Asked({
  question,
  answer,
  onAnswer,
}: {
  question: Question
  answer: string
  onAnswer: (answer: string) => void
}) {
  return (
    <Field label={question.ask} hint={question.because}>
      {({ id, describedBy }) =>
        question.choices ? (
          <select
            id={id}
            className="select"
            aria-describedby={describedBy}
            value={answer}
            onChange={({ target }) => {
              onAnswer(target.value)
            }}
          >
            <option value="">not answered yet</option>
            {question.choices.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
        ) : (
          <input
            id={id}
            className="input"
            aria-describedby={describedBy}
            value={answer}
            maxLength={2000}
            onChange={({ target }) => {
              onAnswer(target.value)
            }}
          />
        )
      }
    </Field>
  )
}

function Words({
  label,
  hint,
  value,
  onChange,
}: {
  label: string
  hint: string
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field label={label} hint={hint}>
      {({ id, describedBy }) => (
        <input
          id={id}
          className="input"
          aria-describedby={describedBy}
          value={value}
          maxLength={200}
          required
          onChange={({ target }) => {
            onChange(target.value)
          }}
        />
      )}
    </Field>
  )
}

/** What no file says. Answers are kept when files are replaced, as long as the question stays the same. */
export function QuestionsStep({ folder }: { folder: Folder }) {
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const [slug, setSlug] = useState<string | null>(null)
  const [title, setTitle] = useState<string | null>(null)
  const [{ fetching, error }, save] = useMutation(AnswerImportDocument)
  const { questions, cohort } = folder
  if (cohort === null) return null
  const answerOf = ({ id, answer }: Question): string => given[id] ?? answer ?? ''
  const open = questions.filter((question) => answerOf(question).trim() === '').length
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const answers = questions.map((question) => ({ id: question.id, answer: answerOf(question) }))
    void save({
      id: folder.id,
      answers: answers.filter(({ answer }) => answer !== ''),
      cohort: slug ?? cohort,
      title: title ?? folder.title,
    })
  }
  return (
    <section className="section" aria-labelledby="import-questions">
      <div className="row section-head">
        <h2 id="import-questions">3. Questions</h2>
        <Badge tone={open === 0 ? 'ok' : 'warn'}>
          {open === 0 ? 'all answered' : `${plural(open, 'question')} open`}
        </Badge>
      </div>
      <form className="import-questions" onSubmit={submit}>
        <Words
          label="Title of the cohort"
          hint="As it is shown."
          value={title ?? folder.title ?? ''}
          onChange={setTitle}
        />
        <Words
          label="Short name of the cohort"
          hint="Lower-case letters, digits and hyphens, for addresses; that of a cohort on this server makes a new release of it."
          value={slug ?? cohort}
          onChange={setSlug}
        />
        {questions.map((question) => (
          <Asked
            key={question.id}
            question={question}
            answer={answerOf(question)}
            onAnswer={(answer) => {
              setGiven((before) => ({ ...before, [question.id]: answer }))
            }}
          />
        ))}
        {error !== undefined && (
          <p role="alert" className="field-error">
            {failureOf(error).message}
          </p>
        )}
        <Button type="submit" look="primary" disabled={fetching || isBusy(folder)}>
          Save the answers
        </Button>
      </form>
      {folder.manifest !== null && (
        <Disclosure summary="The manifest, as the command line takes it">
          <CodeBlock label="manifest.jsonc" code={folder.manifest} />
        </Disclosure>
      )}
    </section>
  )
}
