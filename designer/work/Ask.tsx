import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { formatAlternatives, humanise } from '../ui/format.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { newId } from './new-id.ts'
import { words as all } from './texts.ts'

const words = all.ask

/** As many as a comment may mention. */
const mostTold = 20

type Props = {
  caseId: string
  /** who can do it */
  roles: readonly string[]
  /** what they are asked for, and for the sake of what */
  request: string
}

/** Asks those who can: with a comment on the case, of which each of them is told. */
export function Ask({ caseId, roles, request }: Props) {
  const me = useQuery(queries.me()).data
  const colleagues = useQuery(queries.colleagues()).data ?? []
  // Pressed twice, or sent again after a lost answer, it is one comment.
  const id = useRef(newId())
  const told = colleagues
    .filter(one => one.id !== me?.id && one.roles.some(role => roles.includes(role)))
    .slice(0, mostTold)
  const ask = useMutation({
    mutationFn: () =>
      api.comment(caseId, { text: request, mentions: told.map(one => one.id), id: id.current }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.case(caseId).queryKey }),
    onError: error => toast({ kind: 'failed', title: words.failed, text: sentenceOf(error), id: 'ask' }),
  })
  if (told.length === 0 || !me?.rights.includes('case.send')) return null
  if (ask.isSuccess) return <em role="status">{words.asked(told.map(({ name }) => name))}</em>
  return (
    <Button size="compact-xs" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
      {words.ask(formatAlternatives(roles.map(humanise)))}
    </Button>
  )
}
