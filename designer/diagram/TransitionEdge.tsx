import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo, useContext } from 'react'
import { DiagramActions } from './actions.ts'
import classes from './Diagram.module.css'
import type { DiagramEdge, TransitionData } from './project.ts'
import { toPath } from './route.ts'
import { words } from './texts.ts'

/** A transition: its line, dashed where it leads back, and its label. */
export const TransitionEdge = memo(function TransitionEdge({ data, selected }: EdgeProps<DiagramEdge>) {
  if (!data) return null
  const { route, isFeedback, mark } = data
  const look = {
    'data-feedback': isFeedback || undefined,
    'data-tone': mark?.tone,
    'data-selected': selected || undefined,
  }
  return (
    <>
      <path d={toPath(route)} className={classes.reach} />
      <path d={toPath(route)} className={classes.line} markerEnd="url(#throughline-arrow)" {...look} />
      <EdgeLabelRenderer>
        <Label data={data} look={look} />
      </EdgeLabelRenderer>
    </>
  )
})

function Label({ data, look }: { data: TransitionData; look: Record<string, unknown> }) {
  const { selectTransition } = useContext(DiagramActions)
  const { route, title, rules, effects, roles, mark } = data
  const about = [
    title,
    rules > 0 && words.rules(rules),
    roles.length > 0 && roles.join(', '),
    effects > 0 && words.effects(effects),
    mark?.label,
  ].filter(Boolean)
  const common = {
    className: `${classes.label} nodrag nopan`,
    style: { transform: `translate(-50%, -50%) translate(${route.label.x}px, ${route.label.y}px)` },
    title: about.join(' · '),
    'aria-label': about.join(', '),
    'data-transition': data.pointer,
    ...look,
  }
  const inside = (
    <>
      <span className={classes.words}>{title}</span>
      {rules > 0 && (
        <span className={classes.chip} aria-hidden>
          ✓{rules > 1 ? rules : ''}
        </span>
      )}
      {effects > 0 && <span aria-hidden>⚡</span>}
    </>
  )
  // In a picture that is only looked at, a label is no control.
  if (!selectTransition)
    return (
      <span role="img" {...common}>
        {inside}
      </span>
    )
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={event => selectTransition(data.pointer, event.shiftKey)}
      {...common}
    >
      {inside}
    </button>
  )
}

/** The head of every line; once in each picture. */
export function ArrowHead() {
  return (
    <svg width="0" height="0" style={{ position: 'absolute' }} aria-hidden>
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
    </svg>
  )
}
