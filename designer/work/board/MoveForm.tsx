import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseEvent, CaseView } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { EventForm } from '../EventForm.tsx'
import { labelsOf } from '../labels.ts'
import { placesOf } from '../places.ts'
import { tell } from '../sentence.ts'

type Props = { id: string; event: CaseEvent; onSent: (after: CaseView) => void; onCancel: () => void }

/** The form of the event that a card was led along. Says, as the page of the case does, when the case is moved meanwhile. */
export function MoveForm({ id, event, onSent, onCancel }: Props) {
  const me = useQuery(queries.me()).data
  const view = useQuery(queries.case(id)).data
  const { process = '', version = 0, seq = 0 } = view ?? {}
  const definition = useQuery({ ...queries.version(process, version), enabled: version > 0 }).data?.definition
  const entries = useQuery({ ...queries.history(id, seq), enabled: seq > 0 }).data?.items
  const told = useMemo(
    () => (definition && entries ? tell(entries, definition, placesOf(definition)) : []),
    [definition, entries],
  )
  const labelOf = useMemo(() => labelsOf(definition?.data), [definition])
  if (!view || !definition) return <Loader size="sm" aria-label={texts.loading} />
  return (
    <EventForm
      {...{ view, event, labelOf, told, onSent, onCancel }}
      entries={entries ?? []}
      person={me?.id ?? ''}
      gone={!view.events.some(({ type, enabled }) => type === event.type && enabled)}
    />
  )
}
