import { Button, Checkbox, Loader } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { WorkItem } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { useSteady } from '../ui/use-steady.ts'
import { useTitles } from '../work/use-titles.ts'
import { choose, chooseAll, type Selection } from './selection.ts'
import { words } from './texts.ts'
import type { Acts } from './use-acts.ts'
import type { WorkList } from './use-work-list.ts'
import classes from './WorkGrid.module.css'
import { type RowDoes, WorkRow } from './WorkRow.tsx'
import type { View } from './work-search.ts'

type Props = {
  list: WorkList
  acts: Acts
  view: View
  selection: Selection
  select(selection: Selection): void
  give(item: WorkItem): void
}

/** So far from the end of what is there the next page is asked for. */
const ahead = 20

/** The cases, of which only the rows in sight are drawn. One stop for Tab; arrow keys move within. */
export function WorkGrid({ list, acts, view, selection, select, give }: Props) {
  const { items, query, outcomes } = list
  const navigate = useNavigate()
  const me = useQuery(queries.me()).data
  const processes = useQuery(queries.processes()).data
  const colleagues = useQuery(queries.colleagues()).data
  const versions = useMemo(
    () => [...new Map(items.map(item => [`${item.process} ${item.version}`, item])).values()],
    [items],
  )
  const titleOf = useTitles(versions)
  const names = useMemo(() => new Map(processes?.map(({ process, name }) => [process, name])), [processes])
  const people = useMemo(() => new Map(colleagues?.map(({ id, name }) => [id, name])), [colleagues])
  const mayAct = me?.rights.includes('case.send') === true && view !== 'done'

  const grid = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  const [activeId, setActive] = useState<string | null>(null)
  const order = useMemo(() => items.map(({ id }) => id), [items])
  const active = Math.max(0, activeId === null ? 0 : order.indexOf(activeId))

  useLayoutEffect(() => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY
    if (Math.abs(top - margin) > 1) setMargin(top)
  })
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => (window.innerWidth < 720 ? 190 : 66),
    overscan: 6,
    scrollMargin: margin,
    getItemKey: n => order[n] ?? n,
    // The row that has the focus stays drawn, or the keyboard would be nowhere.
    rangeExtractor: range => [...new Set([...defaultRangeExtractor(range), active])].sort((a, b) => a - b),
    scrollPaddingStart: 60,
    scrollPaddingEnd: 80,
  })
  const drawn = rows.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query
  useEffect(() => {
    if (last >= items.length - ahead && hasNextPage && !isFetchingNextPage && !isFetchNextPageError)
      void fetchNextPage()
  }, [last, items.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage])

  const rowAt = (id: string) => grid.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)
  function goTo(n: number): void {
    const id = order[Math.max(0, Math.min(n, order.length - 1))]
    if (id === undefined) return
    setActive(id)
    rows.scrollToIndex(order.indexOf(id))
    const focus = (tries: number) => {
      const row = rowAt(id)
      if (row) row.focus({ preventScroll: true })
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
    }
    requestAnimationFrame(() => focus(10))
  }
  useHotkeys([
    ['j', () => goTo(active)],
    ['k', () => goTo(active)],
  ])

  // What the keyboard was on is gone: it is on what took its place.
  const lastActive = useRef(0)
  const isGone = activeId !== null && !order.includes(activeId)
  if (!isGone) lastActive.current = active
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when it goes
  useEffect(() => {
    if (!isGone) return
    if (document.activeElement === document.body || grid.current?.contains(document.activeElement))
      goTo(lastActive.current)
    else setActive(order[lastActive.current] ?? null)
  }, [isGone])

  const does: RowDoes = useSteady({
    act: (item: WorkItem) => void acts.act(item),
    claim: (item: WorkItem) => void acts.claim(item),
    release: (item: WorkItem) => void acts.release(item),
    give,
    setPriority: (item: WorkItem, priority: WorkItem['priority']) => void acts.setPriority(item, priority),
    toggle: (id: string, range: boolean) => select(choose(selection, id, order, range)),
    activate: (id: string) => setActive(id),
  })

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const target = event.target as HTMLElement
    // Menus and dialogs stand elsewhere on the page; what is pressed in them is theirs.
    if (!event.currentTarget.contains(target) || event.ctrlKey || event.metaKey || event.altKey) return
    const row = target.closest<HTMLElement>('[data-row]')
    const item = items.find(({ id }) => id === row?.dataset.row)
    if (!row || !item) return
    const isOnRow = target === row
    const at = order.indexOf(item.id)
    const within = (step: number) => {
      const parts = [...row.querySelectorAll<HTMLElement>('a, button:not(:disabled), input')]
      const next = parts.indexOf(target) + step
      if (next < 0) row.focus()
      else parts[Math.min(next, parts.length - 1)]?.focus()
    }
    const keys: Record<string, (() => void) | undefined> = {
      ArrowDown: () => goTo(at + 1),
      j: () => goTo(at + 1),
      ArrowUp: () => goTo(at - 1),
      k: () => goTo(at - 1),
      Home: () => goTo(0),
      End: () => goTo(order.length - 1),
      ArrowRight: () => within(1),
      ArrowLeft: () => within(isOnRow ? 0 : -1),
      Enter: isOnRow ? () => void navigate({ to: '/cases/$id', params: { id: item.id } }) : undefined,
      ' ': isOnRow && mayAct ? () => does.toggle(item.id, event.shiftKey) : undefined,
      x: mayAct ? () => does.toggle(item.id, false) : undefined,
      X: mayAct ? () => does.toggle(item.id, true) : undefined,
      a: mayAct ? () => does.act(item) : undefined,
      c: mayAct ? () => does.claim(item) : undefined,
      m: mayAct ? () => row.querySelector<HTMLElement>('[data-menu]')?.click() : undefined,
    }
    const key = keys[event.key]
    if (!key) return
    event.preventDefault()
    event.stopPropagation()
    key()
  }

  const isAll = useMemo(() => order.every(id => selection.chosen.has(id)), [order, selection.chosen])
  return (
    <>
      <div className={classes.above}>
        {mayAct && (
          <Checkbox
            label={words.list.selectAll}
            checked={isAll}
            indeterminate={!isAll && selection.chosen.size > 0}
            onChange={() => select(chooseAll(selection, order))}
          />
        )}
        <span className={classes.count} role="status">
          {words.list.shown(items.length, hasNextPage)}
        </span>
        <span className={classes.hint}>{words.list.keysHint}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the rows that are not in sight */}
      <div
        role="grid"
        ref={grid}
        className={classes.grid}
        tabIndex={-1}
        aria-label={words.list.label(words.views[view], words.list.count(items.length, hasNextPage))}
        aria-rowcount={hasNextPage ? -1 : items.length + 1}
        onKeyDown={onKeyDown}
      >
        <Columns withSelect={mayAct} />
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" ref={body} className={classes.body} style={{ blockSize: rows.getTotalSize() }}>
          {drawn.map(({ index, key, start }) => {
            const item = items[index]
            if (!item) return null
            return (
              <WorkRow
                key={key}
                ref={rows.measureElement}
                index={index}
                top={start - margin}
                item={item}
                states={item.activeStates.map(path => titleOf(item, path)).join(', ')}
                process={names.size > 1 ? (names.get(item.process) ?? item.process) : null}
                holder={
                  item.assignee === null
                    ? null
                    : item.assignee === me?.id
                      ? words.list.you
                      : (people.get(item.assignee) ?? item.assignee)
                }
                isMine={item.assignee !== null && item.assignee === me?.id}
                outcome={outcomes.get(item.id)}
                isActive={index === active}
                isChosen={selection.chosen.has(item.id)}
                mayAct={mayAct}
                does={does}
              />
            )
          })}
        </div>
      </div>
      <div className={classes.below} role="status">
        {isFetchingNextPage && <Loader size="sm" aria-label={words.list.loading} />}
        {isFetchNextPageError && (
          <>
            {words.list.moreFailed}{' '}
            <Button size="compact-sm" variant="default" onClick={() => fetchNextPage()}>
              {texts.tryAgain}
            </Button>
          </>
        )}
      </div>
    </>
  )
}

function Columns({ withSelect }: { withSelect: boolean }) {
  const { columns } = words.list
  const shown = [
    ...(withSelect ? [columns.select] : []),
    columns.case,
    columns.where,
    columns.due,
    columns.who,
    columns.next,
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the rows of cases have the focus
    <div role="row" aria-rowindex={1} className={classes.columns} data-select={withSelect || undefined}>
      {shown.map(title => (
        // biome-ignore lint/a11y/useSemanticElements: as the grid
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <span role="columnheader" key={title}>
          <span className={title === columns.select ? classes.unseen : undefined}>{title}</span>
        </span>
      ))}
    </div>
  )
}
