import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { memo, type ReactNode, type Ref } from 'react'
import type { Priority } from '../../engine/case.ts'
import { caseName } from '../../engine/case-name.ts'
import type { WorkItem } from '../answers.ts'
import { Department } from '../ui/Department.tsx'
import { Due } from '../ui/Due.tsx'
import { formatExactly, formatSpan } from '../ui/format.ts'
import { CheckSign, ForwardSign, LockSign } from '../ui/signs.tsx'
import { useNow } from '../ui/use-now.ts'
import { preloadDialog } from './ActDialogLater.tsx'
import type { Outcome } from './outcomes.ts'
import { PriorityMenu, RowMenu } from './RowMenu.tsx'
import { words } from './texts.ts'
import classes from './WorkGrid.module.css'

export type RowDoes = {
  act(item: WorkItem): void
  claim(item: WorkItem): void
  release(item: WorkItem): void
  give(item: WorkItem): void
  setPriority(item: WorkItem, priority: Priority): void
  toggle(id: string, range: boolean): void
  /** the keyboard is on it */
  activate(id: string): void
}

type Props = {
  ref: Ref<HTMLDivElement>
  index: number
  top: number
  item: WorkItem
  states: string
  /** null where there is only one */
  process: string | null
  holder: string | null
  isMine: boolean
  outcome: Outcome | undefined
  isActive: boolean
  isChosen: boolean
  mayAct: boolean
  does: RowDoes
}

/** One case: who it is about, where it is, until when, who has it, and what to do next. */
export const WorkRow = memo(function WorkRow(props: Props) {
  const { ref, index, top, item, states, process, holder, isMine, isActive, isChosen, mayAct, does } = props
  const name = caseName(item.data)
  const called = name ?? item.id
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the rows that are not in sight
    <div
      role="row"
      ref={ref}
      data-index={index}
      data-row={item.id}
      data-select={mayAct || undefined}
      data-outcome={props.outcome?.kind}
      aria-rowindex={index + 2}
      {...(mayAct && { 'aria-selected': isChosen })}
      tabIndex={isActive ? 0 : -1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => does.activate(item.id)}
    >
      {mayAct && (
        <Cell className={classes.select}>
          <label className={classes.check}>
            <input
              type="checkbox"
              aria-label={words.list.select(called)}
              tabIndex={-1}
              checked={isChosen}
              onChange={() => {}}
              onClick={event => does.toggle(item.id, event.shiftKey)}
            />
          </label>
        </Cell>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: as the row */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus */}
      <div role="rowheader" className={classes.case}>
        <Link to="/cases/$id" params={{ id: item.id }} tabIndex={-1} className={classes.link}>
          <bdi>{called}</bdi>
        </Link>
        <span className={classes.small}>
          {[name !== null && item.id, process].filter(Boolean).join(' · ')}
        </span>
      </div>
      <Cell className={classes.where}>
        <span className={classes.states}>
          {item.stage !== null && <Department stage={item.stage} />}
          <span title={states}>{states}</span>
        </span>
        <Since item={item} />
      </Cell>
      <Cell className={classes.due}>
        <UntilWhen item={item} />
        {mayAct ? (
          <PriorityMenu {...{ item, called, does }} />
        ) : (
          <span className={classes.small}>{words.priorities[item.priority]}</span>
        )}
      </Cell>
      <Cell className={classes.who}>
        <span data-nobody={holder === null || undefined}>{holder ?? words.list.nobody}</span>
      </Cell>
      <Cell className={classes.next}>
        <Next {...{ item, does, mayAct }} outcome={props.outcome} />
      </Cell>
      {mayAct && (
        <Cell className={classes.more}>
          <RowMenu {...{ item, called, isMine, does }} />
        </Cell>
      )}
    </div>
  )
})

function Cell({ className, children }: { className: string | undefined; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the row
    // biome-ignore lint/a11y/useFocusableInteractive: the row has the focus
    <div role="gridcell" className={className}>
      {children}
    </div>
  )
}

/** For how long it has been in the state that it is in; in several, since the last one was entered. */
function Since({ item }: { item: WorkItem }) {
  const now = useNow()
  const since = item.activeStates
    .flatMap(path => item.clocks[path]?.since ?? [])
    .sort()
    .at(-1)
  if (since === undefined || item.status === 'closed') return null
  return (
    <time dateTime={since} title={words.list.sinceTitle(formatExactly(since))} className={classes.small}>
      {words.list.since(formatSpan(now - Date.parse(since)))}
    </time>
  )
}

function UntilWhen({ item }: { item: WorkItem }) {
  if (item.status === 'closed') return <span className={classes.small}>{words.list.closed}</span>
  if (item.due === null) return <span className={classes.small}>{words.due.none}</span>
  return (
    <span className={classes.date}>
      <Due at={item.due} />
    </span>
  )
}

type NextProps = { item: WorkItem; does: RowDoes; mayAct: boolean; outcome: Outcome | undefined }

/** What became of the case just now; otherwise the next thing to do, or what is in its way. */
function Next({ item, does, mayAct, outcome }: NextProps) {
  const isOver = outcome?.kind === 'done' || outcome?.kind === 'gone'
  return (
    <>
      <span role="status" className={classes.outcome} data-kind={outcome?.kind}>
        {outcome?.kind === 'done' && <CheckSign />}
        {outcome && outcome.kind !== 'sending' && outcome.text}
      </span>
      {!isOver && item.next && mayAct && (
        <Button
          variant="light"
          size="compact-md"
          tabIndex={-1}
          className={classes.act}
          classNames={{ inner: classes.actInner, label: classes.actLabel }}
          loading={outcome?.kind === 'sending'}
          leftSection={<ForwardSign />}
          onPointerEnter={() => item.next?.form && preloadDialog()}
          onClick={() => does.act(item)}
        >
          {item.next.title}
        </Button>
      )}
      {!isOver && !item.next && item.blocked && (
        <span className={classes.blocked}>
          <LockSign />
          <span title={item.blocked.message}>
            {words.list.blocked(item.blocked.title)} {item.blocked.message}
          </span>
          <Link
            to="/cases/$id"
            params={{ id: item.id }}
            tabIndex={-1}
            aria-label={words.list.whyNamed(item.id)}
          >
            {words.list.why}
          </Link>
        </span>
      )}
      {!isOver && !item.next && !item.blocked && item.status === 'open' && (
        <span className={classes.small}>{words.list.nothing}</span>
      )}
    </>
  )
}
