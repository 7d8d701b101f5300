import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { HistoryEntry } from '../../engine/case.ts'
import type { Definition } from '../../engine/definition.ts'
import type { EnabledEvent } from '../../engine/enabled.ts'
import type { CaseView } from '../answers.ts'
import { queries, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { formatList } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { BackSign, CheckSign, ForwardSign } from '../ui/signs.tsx'
import { Blocked } from './Blocked.tsx'
import { EventForm, preloadForm } from './EventForm.tsx'
import classes from './Events.module.css'
import type { LabelOf } from './labels.ts'
import { eventId } from './Opening.tsx'
import type { Places } from './places.ts'
import { tell } from './sentence.ts'

type Props = {
  view: CaseView
  places: Places
  labelOf: LabelOf
  entries: HistoryEntry[]
  definition: Definition
}

/** What can be sent now, with the form of the one chosen; then what cannot, and why. */
export function Events({ view, places, labelOf, entries, definition }: Props) {
  const [chosen, setChosen] = useState<EnabledEvent | null>(null)
  const [notice, setNotice] = useState<string | null>(null)
  const me = useQuery(queries.me()).data
  const noticed = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (notice !== null) noticed.current?.focus()
  }, [notice])

  const told = useMemo(() => tell(entries, definition, places), [entries, definition, places])
  const open = view.events.filter(event => event.enabled)
  // In the owner's order, the ways back last.
  const possible = [...open.filter(event => !isWayBack(event)), ...open.filter(isWayBack)]
  const blocked = view.events.filter(event => !event.enabled)
  // While it is being filled in, a form stays, even when the case has moved on without it.
  const rows = chosen && !possible.some(({ type }) => type === chosen.type) ? [...possible, chosen] : possible

  /** Opens the form of an event, which takes the focus; one that is open already is gone back to. */
  const choose = (type: string) => {
    setNotice(null)
    setChosen(rows.find(event => event.type === type) ?? null)
    document.getElementById(eventId(type))?.querySelector('button')?.focus()
  }

  const sent = (event: EnabledEvent, after: CaseView) => {
    queryClient.setQueryData(queries.case(after.id).queryKey, after)
    // At once where it is now; a moment later also what would open what is blocked there.
    void queryClient.invalidateQueries({ queryKey: queries.case(after.id).queryKey })
    void queryClient.invalidateQueries({ queryKey: ['cases'] })
    setChosen(null)
    setNotice(`${texts.events.sent(event.title)} ${whereNow(view, after, places)}`)
  }

  return (
    <Panel title={texts.events.title}>
      {notice !== null && (
        <p className={classes.notice} role="status" tabIndex={-1} ref={noticed}>
          <CheckSign />
          {notice}
        </p>
      )}
      {rows.length === 0 && (
        <p className={classes.none}>{view.status === 'closed' ? texts.events.closed : texts.events.none}</p>
      )}
      <ul className={classes.events}>
        {rows.map(event => {
          const open = chosen?.type === event.type
          return (
            <li key={event.type} id={eventId(event.type)} data-open={open || undefined}>
              <EventButton
                event={event}
                open={open}
                onToggle={() => {
                  setNotice(null)
                  setChosen(open ? null : event)
                }}
              />
              {open && (
                <EventForm
                  {...{ view, event, labelOf, entries, told }}
                  person={me?.id ?? ''}
                  gone={!possible.some(({ type }) => type === event.type)}
                  onSent={after => sent(event, after)}
                  onCancel={() => setChosen(null)}
                />
              )}
            </li>
          )
        })}
      </ul>
      {blocked.length > 0 && (
        <Blocked
          events={blocked}
          roles={me?.roles ?? []}
          labelOf={labelOf}
          sending={{
            caseId: view.id,
            where: { activeStates: view.activeStates, titleOf: places.titleOf },
            onSend: choose,
          }}
        />
      )}
    </Panel>
  )
}

type ButtonProps = { event: EnabledEvent; open: boolean; onToggle: () => void }

const isWayBack = ({ transitions }: EnabledEvent): boolean =>
  transitions.length > 0 && transitions.every(({ kind }) => kind === 'feedback')

function EventButton({ event, open, onToggle }: ButtonProps) {
  const isBack = isWayBack(event)
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(open)
  useEffect(() => {
    // The focus comes back to where the form was opened from.
    if (wasOpen.current && !open) button.current?.focus({ preventScroll: true })
    wasOpen.current = open
  }, [open])
  return (
    <Button
      ref={button}
      variant="subtle"
      color="gray"
      fullWidth
      className={classes.event}
      classNames={{ inner: classes.inner, label: classes.label }}
      aria-expanded={open}
      onClick={onToggle}
      onFocus={() => preloadForm(event)}
      onPointerEnter={() => preloadForm(event)}
      leftSection={<span className={classes.sign}>{isBack ? <BackSign /> : <ForwardSign />}</span>}
    >
      <span className={classes.title}>
        {event.title}
        {isBack && <span className={classes.back}>{texts.events.back}</span>}
      </span>
      {event.description !== null && <span className={classes.description}>{event.description}</span>}
    </Button>
  )
}

function whereNow(before: CaseView, after: CaseView, places: Places): string {
  if (after.status === 'closed') return texts.events.ended
  const where = formatList(after.activeStates.map(places.titleOf))
  return before.activeStates.join() === after.activeStates.join()
    ? texts.events.stayed(where)
    : texts.events.nowIn(where)
}
