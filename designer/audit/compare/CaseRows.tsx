import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import type { CaseFitness } from '../../../engine/mining/conformance.ts'
import classes from './Compare.module.css'
import { percent } from './say.ts'
import { words } from './texts.ts'

const { conformance: said } = words

type Props = { cases: CaseFitness[]; areHere: boolean; tell(one: CaseFitness): string }

/** Cases, those that fit least first; only the rows in sight are drawn. */
export function CaseRows({ cases, areHere, tell }: Props) {
  const sorted = useMemo(() => cases.toSorted((a, b) => a.fitness - b.fitness), [cases])
  const frame = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 60,
    overscan: 6,
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section ref={frame} className={classes.cases} aria-label={said.caseList} tabIndex={0}>
      <ol style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const one = sorted[index]!
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={sorted.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span className={classes.caseName}>
                {areHere ? (
                  <Link to="/audit/cases/$id" params={{ id: one.case }}>
                    {one.case}
                  </Link>
                ) : (
                  one.case
                )}
              </span>
              <span className={classes.caseFits}>
                <span>{percent(one.fitness)}</span>
                <span className={classes.soft}>{said.caseFits(one.accepted, one.events)}</span>
              </span>
              <span className={classes.caseFirst}>{tell(one)}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
