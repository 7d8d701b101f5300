import { useMediaQuery } from '@mantine/hooks'
import { ViewportPortal } from '@xyflow/react'
import { memo, useContext, useMemo } from 'react'
import type { Definition } from '../../../engine/definition.ts'
import { allOpen } from '../../diagram/all-open.ts'
import { Diagram } from '../../diagram/Diagram.tsx'
import { DrawnLines } from '../../diagram/drawn.ts'
import { readLayout } from '../../editor/saving/read-draft.ts'
import { AroundStates } from '../../work/CasePicture.tsx'
import classes from './Compare.module.css'
import type { Counts, Marked } from './marks-of.ts'

type Props = {
  definition: Definition
  layout: unknown
  marked: Marked
  /** the states that matter most, separated by spaces: on a narrow screen the picture is around them */
  around: string
  /** on every screen */
  isClose?: boolean
}

/** A definition with what was counted on it: marks on states and lines, and numbers where transitions have their labels. */
export const Drawing = memo(function Drawing({ definition, layout, marked, around, isClose = false }: Props) {
  const places = useMemo(() => allOpen(readLayout(layout)), [layout])
  const isNarrow = useMediaQuery('(max-width: 720px)')
  return (
    <Diagram definition={definition} layout={places} marks={marked.marks}>
      <Numbers counts={marked.counts} />
      {(isNarrow || isClose) && <AroundStates active={around} />}
    </Diagram>
  )
})

function Numbers({ counts }: { counts: Counts }) {
  const lines = useContext(DrawnLines)
  return (
    <ViewportPortal>
      {lines.map(({ id, data: { pointer, route, title } }) => {
        const count = id === pointer ? counts.get(pointer) : undefined
        if (!count) return null
        const { x, y, w } = route.label
        return (
          <span
            key={id}
            className={classes.number}
            data-tone={count.tone}
            style={{ transform: `translate(${x + w}px, ${y}px) translate(-50%, -60%)` }}
            role="img"
            aria-label={`${title}, ${count.about}`}
            title={count.about}
          >
            {count.text}
          </span>
        )
      })}
    </ViewportPortal>
  )
}
