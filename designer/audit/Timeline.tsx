import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useSteady } from '../ui/use-steady.ts'
import type { LabelOf } from '../work/labels.ts'
import classes from './Audit.module.css'
import { type Filter, positionsOf } from './filter.ts'
import type { Loaded } from './load-history.ts'
import { TimelineRow } from './TimelineRow.tsx'
import type { Around } from './tell-item.ts'
import { words } from './texts.ts'
import { positionOf } from './trail.ts'

type Props = {
  id: string
  loaded: Loaded
  around: Around
  labelOf: LabelOf
  /** the entry that the address names */
  seq: number | undefined
}

const { timeline } = words
const filters = Object.entries(timeline.filters).map(([value, label]) => ({ value, label }))

/** Every entry, from the first; only those in sight are told and drawn. */
export function Timeline({ id, loaded, around, labelOf, seq }: Props) {
  const { trail, count } = loaded
  const navigate = useNavigate()
  const [filter, setFilter] = useState<Filter>('all')
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  const [active, setActive] = useState(0)
  const shown = useMemo(() => positionsOf(trail, count, filter), [trail, count, filter])
  const length = shown ? shown.length : count
  const positionAt = (index: number) => (shown ? shown[index]! : index)

  const list = useRef<HTMLOListElement>(null)
  const [margin, setMargin] = useState(0)
  useLayoutEffect(() => {
    const top = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY
    if (Math.abs(top - margin) > 1) setMargin(top)
  })
  const rows = useWindowVirtualizer({
    count: length,
    estimateSize: () => (window.innerWidth < 720 ? 92 : 53),
    overscan: 8,
    scrollMargin: margin,
    getItemKey: positionAt,
    // The row that has the focus stays drawn, or the keyboard would be nowhere.
    rangeExtractor: range =>
      [...new Set([...defaultRangeExtractor(range), active])].filter(n => n < length).sort((a, b) => a - b),
    scrollPaddingStart: 72,
    scrollPaddingEnd: 24,
  })

  function open(position: number, isOpen: boolean): void {
    const next = new Set(opened)
    if (isOpen) next.add(position)
    else next.delete(position)
    setOpened(next)
  }

  function goTo(index: number): void {
    const to = Math.max(0, Math.min(index, length - 1))
    setActive(to)
    rows.scrollToIndex(to)
    const focus = (tries: number) => {
      const row = list.current?.querySelector<HTMLElement>(`[data-position="${positionAt(to)}"]`)
      if (row) row.focus({ preventScroll: true })
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
    }
    // At once where it is drawn, which it is for a step: the next key may follow closely.
    focus(10)
  }

  // The entry that the address names, as soon as it is there; once for each address.
  const shownFor = useRef<number>(undefined)
  useEffect(() => {
    if (seq === undefined || shownFor.current === seq) return
    if (trail.last < seq && loaded.state === 'loading') return
    if (count === 0) return
    shownFor.current = seq
    setFilter('all')
    const position = positionOf(trail, seq)
    setOpened(opened => new Set(opened).add(position))
    setActive(position)
    requestAnimationFrame(() => rows.scrollToIndex(position, { align: 'start' }))
  }, [seq, trail, count, loaded.state, rows])

  function find(wanted: number): void {
    if (wanted === seq && !shown) goTo(positionOf(trail, wanted))
    else void navigate({ to: '/audit/cases/$id', params: { id }, search: { seq: wanted }, replace: true })
    // An address that is the same again leads there again.
    shownFor.current = undefined
  }

  function onKeyDown(event: KeyboardEvent): void {
    const position = (event.target as HTMLElement).dataset.position
    if (position === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const index = shown ? shown.indexOf(Number(position)) : Number(position)
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    goTo(to)
  }

  const { toggle } = useSteady({
    toggle: (position: number) => {
      setActive(shown ? shown.indexOf(position) : position)
      open(position, !opened.has(position))
    },
  })

  return (
    <>
      <div className={classes.tools}>
        <NativeSelect
          size="xs"
          label={timeline.filter}
          data={filters}
          value={filter}
          onChange={event => {
            setFilter(event.currentTarget.value as Filter)
            setActive(0)
          }}
        />
        <GoTo last={trail.last} go={find} />
        <span className={classes.count} role="status">
          {timeline.shown(length, count)}
        </span>
        <span className={classes.hint}>{timeline.keys}</span>
      </div>
      {length === 0 && loaded.state === 'whole' && <p className={classes.soft}>{timeline.none}</p>}
      <ol
        ref={list}
        className={classes.timeline}
        aria-label={timeline.label}
        style={{ blockSize: rows.getTotalSize() }}
        onKeyDown={onKeyDown}
        data-case={id}
      >
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const position = positionAt(index)
          if (position >= count) return null
          return (
            <TimelineRow
              key={key}
              ref={rows.measureElement}
              {...{ trail, position, around, labelOf, index, toggle }}
              count={length}
              top={start - margin}
              isOpen={opened.has(position)}
              isMeant={seq !== undefined && trail.items[position]!.seq === seq}
            />
          )
        })}
      </ol>
    </>
  )
}

function GoTo({ last, go }: { last: number; go(seq: number): void }) {
  const [seq, setSeq] = useState<string | number>('')
  return (
    <form
      className={classes.goTo}
      onSubmit={event => {
        event.preventDefault()
        if (typeof seq === 'number') go(seq)
      }}
    >
      <NumberInput
        size="xs"
        label={timeline.goTo}
        value={seq}
        onChange={setSeq}
        min={1}
        max={Math.max(1, last)}
        allowDecimal={false}
        hideControls
      />
      <Button size="xs" variant="default" type="submit" disabled={typeof seq !== 'number'}>
        {timeline.go}
      </Button>
    </form>
  )
}
