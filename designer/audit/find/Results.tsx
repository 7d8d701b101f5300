import { Button, Loader } from '@mantine/core'
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { texts } from '../../texts.ts'
import { formatTime } from '../../ui/format.ts'
import { Failed } from '../../ui/Message.tsx'
import classes from './Find.module.css'
import { FoundRow } from './FoundRow.tsx'
import { words } from './texts.ts'
import { useArounds } from './use-arounds.ts'
import type { Finding } from './use-find.ts'

type Props = { finding: Finding; by: 'entries' | 'cases'; nothing: React.ReactNode }

const { results } = words
/** So far from the end of what is there the next page is asked for. */
const ahead = 20

/** What was found, of which only the rows in sight are drawn. One stop for Tab; arrow keys move within. */
export function Results({ finding, by, nothing }: Props) {
  const { query, pages } = finding
  const items = useMemo(() => pages.flatMap(page => page.items), [pages])
  const aroundOf = useArounds(items.map(({ entry }) => entry))
  const list = useRef<HTMLOListElement>(null)
  const [margin, setMargin] = useState(0)
  const [activeIndex, setActive] = useState(0)
  const active = Math.min(activeIndex, Math.max(0, items.length - 1))
  const { hasNextPage } = query

  useLayoutEffect(() => {
    const top = (list.current?.getBoundingClientRect().top ?? 0) + window.scrollY
    if (Math.abs(top - margin) > 1) setMargin(top)
  })
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => (window.innerWidth < 720 ? 106 : 57),
    overscan: 8,
    scrollMargin: margin,
    getItemKey: n => items[n]?.position ?? n,
    // The row that has the focus stays drawn, or the keyboard would be nowhere.
    rangeExtractor: range =>
      [...new Set([...defaultRangeExtractor(range), active])]
        .filter(n => n < items.length)
        .sort((a, b) => a - b),
    scrollPaddingStart: 72,
    scrollPaddingEnd: 24,
  })
  const drawn = rows.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= items.length - ahead) finding.goOn()
  })

  function goTo(index: number): void {
    const to = Math.max(0, Math.min(index, items.length - 1))
    setActive(to)
    rows.scrollToIndex(to)
    const focus = (tries: number) => {
      const row = list.current?.querySelector<HTMLElement>(`[data-found="${to}"]`)
      if (row) row.focus({ preventScroll: true })
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
    }
    requestAnimationFrame(() => focus(10))
  }

  function onKeyDown(event: KeyboardEvent): void {
    const at = (event.target as HTMLElement).dataset.found
    if (at === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const to = { ArrowDown: +at + 1, ArrowUp: +at - 1, Home: 0, End: items.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    goTo(to)
  }

  if (query.error && pages.length === 0) return <Failed error={query.error} retry={() => query.refetch()} />
  if (query.isPending) return <Loader aria-label={results.looking} />
  if (items.length === 0 && !hasNextPage && !query.isFetching) return nothing
  return (
    <>
      <div className={classes.above}>
        <span className={classes.count} role="status">
          {items.length > 0 && results.shown(items.length, hasNextPage, by)}
        </span>
        {items.length > 0 && <span className={classes.hint}>{results.keys}</span>}
      </div>
      {items.length > 0 && (
        <ol
          ref={list}
          className={classes.list}
          aria-label={results.label[by]}
          style={{ blockSize: rows.getTotalSize() }}
          onKeyDown={onKeyDown}
          onFocus={event => {
            const at = (event.target as HTMLElement).dataset.found
            if (at !== undefined) setActive(Number(at))
          }}
        >
          {drawn.map(({ index, key, start }) => {
            const found = items[index]
            if (!found) return null
            return (
              <FoundRow
                key={key}
                ref={rows.measureElement}
                {...{ found, by, index }}
                around={aroundOf(found.entry)}
                count={hasNextPage ? null : items.length}
                top={start - margin}
                isActive={index === active}
              />
            )
          })}
        </ol>
      )}
      <End finding={finding} isAny={items.length > 0} />
    </>
  )
}

/** What comes after the last row: more, nothing so far, or a question whether to look on. */
function End({ finding, isAny }: { finding: Finding; isAny: boolean }) {
  const { query, lookedBackTo, isWaiting, isLookingBack, further, stop } = finding
  const day = lookedBackTo === null ? null : formatTime(lookedBackTo)
  return (
    <div className={classes.end} role="status">
      {query.isFetchNextPageError ? (
        <>
          {results.moreFailed}
          <Button size="compact-sm" variant="default" onClick={() => query.fetchNextPage()}>
            {texts.tryAgain}
          </Button>
        </>
      ) : isLookingBack ? (
        <>
          <Loader size="xs" aria-hidden />
          {day === null ? results.looking : results.lookingBack(day)}
          <Button size="compact-sm" variant="default" onClick={stop}>
            {results.stop}
          </Button>
        </>
      ) : isWaiting ? (
        <>
          {day !== null && (isAny ? results.noMoreSince(day) : results.nothingSince(day))}
          <Button size="compact-sm" variant="default" onClick={further}>
            {results.further}
          </Button>
        </>
      ) : (
        query.isFetchingNextPage && <Loader size="sm" aria-label={results.more} />
      )}
    </div>
  )
}
