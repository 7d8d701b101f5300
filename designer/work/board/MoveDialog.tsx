import { Loader } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { CaseEvent } from '../../answers.ts'
import { texts } from '../../texts.ts'
import { Department } from '../../ui/Department.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatAlternatives, humanise } from '../../ui/format.ts'
import { ForwardSign, LockSign } from '../../ui/signs.tsx'
import { nameOf } from './Card.tsx'
import type { ShownColumn } from './columns.ts'
import type { Leads } from './leads.ts'
import classes from './MoveDialog.module.css'
import { words } from './texts.ts'
import type { Asked, Moves } from './use-moves.ts'

const MoveForm = lazy(() => import('./MoveForm.tsx').then(({ MoveForm }) => ({ default: MoveForm })))
const Stopped = lazy(() => import('./Stopped.tsx').then(({ Stopped }) => ({ default: Stopped })))

type Props = { asked: Asked; moves: Moves; columns: ShownColumn[]; isNarrow: boolean }

/** Everything that a card's way may have to ask or tell before it is gone. */
export function MoveDialog({ asked, moves, columns, isNarrow }: Props) {
  const { view, from } = asked
  const columnName = (id: string) => columns.find(column => column.id === id)?.name ?? id
  return (
    <Dialog
      title={titleOf(asked, columnName)}
      onClose={moves.close}
      size={asked.kind === 'form' || asked.kind === 'blocked' ? 'lg' : 'md'}
      fullScreen={isNarrow}
      styles={{ title: { fontWeight: 600 } }}
      closeButtonProps={{ 'aria-label': words.closeDialog }}
      transitionProps={{ duration: 100 }}
    >
      {asked.kind === 'list' && (
        <Ways {...asked} columns={columns} onChoose={to => moves.drop(view, from, to)} />
      )}
      {asked.kind === 'choose' && (
        <ul className={classes.ways}>
          {asked.events.map(event => (
            <li key={event.type}>
              <button
                type="button"
                className={classes.way}
                onClick={() => moves.take(view, event, from, asked.to)}
              >
                <ForwardSign />
                <span>
                  {event.title}
                  {event.description !== null && <small>{event.description}</small>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Suspense fallback={<Loader size="sm" aria-label={texts.loading} />}>
        {asked.kind === 'form' && (
          <MoveForm
            id={view.id}
            event={asked.event}
            onSent={after => moves.land(view, after, asked.to)}
            onCancel={moves.close}
          />
        )}
        {asked.kind === 'blocked' && (
          <Stopped view={view} events={asked.events} onSend={event => moves.take(view, event, from, null)} />
        )}
      </Suspense>
      {(asked.kind === 'blocked' || asked.kind === 'list') && (
        <p className={classes.foot}>
          <Link to="/cases/$id" params={{ id: view.id }}>
            {words.toCase}
          </Link>
        </p>
      )}
    </Dialog>
  )
}

function titleOf(asked: Asked, columnName: (id: string) => string): string {
  const name = nameOf(asked.view)
  switch (asked.kind) {
    case 'list':
      return words.moving(name)
    case 'choose':
      return words.choose(name, columnName(asked.to))
    case 'form':
      return words.form(asked.event.title, name)
    case 'blocked':
      return words.blocked(name, columnName(asked.to))
  }
}

type WaysProps = { leads: Leads; from: string; columns: ShownColumn[]; onChoose: (to: string) => void }

/** The columns as a list: those where an event leads, each with the event or with what is in its way. */
function Ways({ leads, from, columns, onChoose }: WaysProps) {
  const open = columns.filter(({ id }) => (leads.get(id)?.open.length ?? 0) > 0)
  const blocked = columns.filter(({ id }) => leads.has(id) && !open.some(column => column.id === id))
  const others = columns.filter(({ id }) => id !== from && !leads.has(id))
  return (
    <>
      <ul className={classes.ways}>
        {[...open, ...blocked].map(({ id, name, stage }, i) => {
          const lead = leads.get(id)!
          const isOpen = lead.open.length > 0
          return (
            <li key={id}>
              <button
                type="button"
                className={classes.way}
                data-blocked={!isOpen || undefined}
                data-autofocus={i === 0 || undefined}
                onClick={() => onChoose(id)}
              >
                {isOpen ? <ForwardSign /> : <LockSign />}
                <span>
                  {name}
                  <small>
                    {isOpen
                      ? words.leads(lead.open.map(({ title }) => title))
                      : words.locked(formatAlternatives(lead.blocked.map(stopperOf)))}
                  </small>
                </span>
                {name !== stageNameOf(stage) && <Department stage={stage} />}
              </button>
            </li>
          )
        })}
      </ul>
      {others.length > 0 && (
        <p className={classes.others}>
          {leads.size === 0 ? words.noWayAtAll : words.noWay(others.map(({ name }) => name))}
        </p>
      )}
    </>
  )
}

const stageNameOf = (stage: string | null) =>
  stage === null ? '' : (texts.departments[stage] ?? humanise(stage))

/** The title of the first rule that is in the way, or whom the event is for. */
export function stopperOf({ verdicts, allow, reason }: CaseEvent): string {
  if (reason === 'not-permitted') return words.only(formatAlternatives((allow ?? []).map(humanise)))
  const failing = verdicts.filter(({ outcome }) => outcome !== 'pass')
  return (failing.find(({ outcome }) => outcome === 'fail') ?? failing[0])?.title ?? ''
}
