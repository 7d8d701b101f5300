import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { CaseEvent, CaseView } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { Blocked } from '../Blocked.tsx'
import { labelsOf } from '../labels.ts'
import { placesOf } from '../places.ts'
import classes from './MoveDialog.module.css'

type Props = { view: CaseView; events: CaseEvent[]; onSend: (event: CaseEvent) => void }

/** Why a card was not let in: the same as on the page of its case, with what would open it. */
export function Stopped({ view, events, onSend }: Props) {
  const roles = useQuery(queries.me()).data?.roles ?? []
  const { data } = useQuery(queries.version(view.process, view.version))
  const definition = data?.definition
  const labelOf = useMemo(() => labelsOf(definition?.data), [definition])
  const place = useRef<HTMLDivElement>(null)
  const isThere = definition !== undefined
  useEffect(() => {
    if (isThere) place.current?.focus()
  }, [isThere])
  if (!definition) return <Loader size="sm" aria-label={texts.loading} />
  const send = (type: string) => {
    const event = view.events.find(event => event.type === type && event.enabled)
    if (event) onSend(event)
  }
  const where = { activeStates: view.activeStates, titleOf: placesOf(definition).titleOf }
  return (
    <div ref={place} tabIndex={-1} data-autofocus className={classes.stopped}>
      <Blocked
        events={events}
        roles={roles}
        labelOf={labelOf}
        sending={{ caseId: view.id, where, onSend: send }}
      />
    </div>
  )
}
