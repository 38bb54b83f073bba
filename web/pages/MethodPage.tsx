import { useEffect, useState } from 'react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Markdown, titleOf } from '../ui/Markdown.tsx'
import { methodSentences } from '../ui/methodSentences.ts'
import { Page } from '../ui/Page.tsx'
import { Empty, Loading } from '../ui/states.tsx'
import { readMethodPage } from './methodPages.ts'

const route = getRouteApi('/methods/$name')

/** How a statistic is computed: formula, assumptions, source, what we do differently, what it was held against. */
export function MethodPage() {
  const { name } = route.useParams()
  const [found, setFound] = useState<{ name: string; text: string | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    void readMethodPage(name).then((text) => {
      if (isWanted) setFound({ name, text })
    })
    return () => {
      isWanted = false
    }
  }, [name])
  if (found?.name !== name)
    return (
      <Page title="Method">
        <Loading label="Reading the page" />
      </Page>
    )
  if (found.text === null)
    return (
      <Page title="Method">
        <Empty title={`There is no method page “${name}”`} action={<Link to="/">All cohorts</Link>} />
      </Page>
    )
  return (
    <Page title={titleOf(found.text)} lead={<MethodSentence name={name} />}>
      <Markdown text={found.text} />
    </Page>
  )
}

function MethodSentence({ name }: { name: string }) {
  const sentence = methodSentences[name]
  return sentence === undefined ? null : <p>{sentence}</p>
}
