import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import type { HistoryEntry } from '../../engine/case.ts'
import type { Version } from '../answers.ts'
import { allOpen } from '../diagram/all-open.ts'
import { Diagram } from '../diagram/Diagram.tsx'
import { readLayout } from '../editor/saving/read-draft.ts'
import { marksOfCase } from './case-marks.ts'

type Props = { version: Version; activeStates: string[]; entries: HistoryEntry[]; isStill?: boolean }

/** The version that a case runs on, drawn, with the states lit that it is in. `isStill`: around those, to look at. */
export function CasePicture({ version, activeStates, entries, isStill = false }: Props) {
  const layout = useMemo(() => allOpen(readLayout(version.layout)), [version])
  // By what is in it: it stays the same while only something is said about the case.
  const active = activeStates.join(' ')
  const marks = useMemo(() => marksOfCase(active === '' ? [] : active.split(' '), entries), [active, entries])
  return (
    <Diagram definition={version.definition} layout={layout} marks={marks} isStill={isStill}>
      {isStill && <AroundStates active={active} />}
    </Diagram>
  )
}

/** Brings the states that are lit into the middle, with something of what is around them. */
export function AroundStates({ active }: { active: string }) {
  const { fitView } = useReactFlow()
  const isReady = useStore(({ nodesInitialized }) => nodesInitialized)
  useEffect(() => {
    if (!isReady || active === '') return
    void fitView({ nodes: active.split(' ').map(id => ({ id })), padding: 0.4, maxZoom: 0.7 })
  }, [isReady, active, fitView])
  return null
}
