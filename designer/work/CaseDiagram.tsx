import { useInViewport } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { HistoryEntry } from '../../engine/case.ts'
import type { CaseView, Version } from '../answers.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { formatList } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import classes from './CaseDiagram.module.css'
import { visited } from './case-marks.ts'
import type { Places } from './places.ts'
import { words as all } from './texts.ts'

const words = all.diagram

const Picture = lazy(() => import('./CasePicture.tsx').then(({ CasePicture }) => ({ default: CasePicture })))

type Props = { view: CaseView; version: Version; entries: HistoryEntry[]; places: Places }

/** A small drawing around where the case is. It comes when it is looked at, and everything else is there before. */
export function CaseDiagram({ view, version, entries, places }: Props) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>()
  const [isWanted, setIsWanted] = useState(false)
  useEffect(() => {
    if (inViewport) setIsWanted(true)
  }, [inViewport])
  const trail = (path: string) => places.trailOf(path).join(' › ')
  const now = view.activeStates.map(trail)
  const been = visited(entries).map(trail)
  const before = been.filter(one => !now.includes(one))
  const said = words.said(
    version.definition.name,
    now.length > 0 ? formatList(now) : words.nowhere,
    formatList(before),
  )
  return (
    <Panel
      title={words.title}
      aside={
        <Link to="/cases/$id/drawing" params={{ id: view.id }} className={classes.large}>
          {words.large}
        </Link>
      }
    >
      <div ref={ref} className={classes.small} role="img" aria-label={said}>
        {isWanted && (
          <Boundary area={words.failed}>
            <Suspense>
              <div className={`${classes.still} ${classes.lit}`} inert>
                <Picture version={version} activeStates={view.activeStates} entries={entries} isStill />
              </div>
            </Suspense>
          </Boundary>
        )}
      </div>
    </Panel>
  )
}
