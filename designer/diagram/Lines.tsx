// The lines of a picture with their labels. React Flow could draw them, but asks each of thousands of lines again
// whether it is still in sight whenever something moves; here only what changed is drawn, and one question is asked.

import { useStore, ViewportPortal } from '@xyflow/react'
import { memo, useContext, useMemo } from 'react'
import { DiagramActions } from './actions.ts'
import { Zoom } from './ByZoom.tsx'
import classes from './Diagram.module.css'
import { around, type Box, meets, segmentBox } from './geometry.ts'
import { useMark } from './marking.ts'
import type { Mark } from './marks.ts'
import { radiusOf, toPath } from './path.ts'
import type { DiagramEdge, TransitionData } from './project.ts'
import type { Route } from './route.ts'
import { regionOf, sightOf } from './sight.ts'
import { TransitionLabel } from './TransitionLabel.tsx'

/** More than these are drawn only around what is in sight. */
const many = 300

/** Within `ReactFlow`. Words too small to read are not drawn. */
export function Lines({ edges }: { edges: readonly DiagramEdge[] }) {
  const sight = useStore(sightOf)
  const isNear = useContext(Zoom) === 'near'
  const shown = useMemo(() => {
    if (edges.length <= many) return edges
    const region = regionOf(sight)
    return edges.filter(({ data }) => meets(extentOf(data.route), region))
  }, [edges, sight])
  return (
    <ViewportPortal>
      <svg className={classes.lines} aria-hidden>
        <ArrowHead />
        {shown.map(edge => (
          <Line key={edge.id} edge={edge} />
        ))}
      </svg>
      {shown.map(edge => (isNear || edge.selected ? <Label key={edge.id} edge={edge} /> : null))}
    </ViewportPortal>
  )
}

const extents = new WeakMap<Route, Box>()

/** What a line and its label take up. */
function extentOf(route: Route): Box {
  const known = extents.get(route)
  if (known) return known
  const { points, label } = route
  const extent = around([label, ...points.map(point => segmentBox(point, point))])!
  extents.set(route, extent)
  return extent
}

/** A transition's line, dashed where it leads back. */
const Line = memo(function Line({ edge: { data, selected } }: { edge: DiagramEdge }) {
  const { selectTransition } = useContext(DiagramActions)
  const mark = useMark('transitions', data.pointer)
  const { route, isFeedback, stays, pointer } = data
  const path = toPath(route.points, radiusOf(isFeedback))
  return (
    <>
      {selectTransition && (
        // biome-ignore lint/a11y/noStaticElementInteractions: keys walk the lines on the drawing as a whole
        <path
          d={path}
          className={`${classes.reach} nopan`}
          data-reach={pointer}
          onClick={event => selectTransition(pointer, event.shiftKey)}
        />
      )}
      <path
        d={path}
        className={classes.line}
        data-line={pointer}
        markerEnd={stays ? undefined : 'url(#throughline-arrow)'}
        {...lookOf(data, selected, mark)}
      />
    </>
  )
})

const Label = memo(function Label({ edge: { data, selected } }: { edge: DiagramEdge }) {
  const mark = useMark('transitions', data.pointer)
  return <TransitionLabel data={data} look={lookOf(data, selected, mark)} mark={mark} />
})

const lookOf = ({ isFeedback, stays }: TransitionData, selected: boolean, mark: Mark | undefined) => ({
  'data-feedback': isFeedback || undefined,
  'data-stays': stays || undefined,
  'data-tone': mark?.tone,
  'data-selected': selected || undefined,
})

/** The head of every line; once in each picture. */
const ArrowHead = () => (
  <defs>
    <marker
      id="throughline-arrow"
      viewBox="0 0 10 10"
      refX="9"
      refY="5"
      markerWidth="7"
      markerHeight="7"
      orient="auto-start-reverse"
    >
      <path d="M0 1 9 5 0 9Z" fill="context-stroke" />
    </marker>
  </defs>
)
