import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react'
import { memo, useContext } from 'react'
import { humanise } from '../ui/format.ts'
import { isolated } from '../ui/isolated.ts'
import { DiagramActions } from './actions.ts'
import { Zoom } from './ByZoom.tsx'
import classes from './Diagram.module.css'
import { ruleCount, signsOf } from './label.ts'
import { useMark } from './marking.ts'
import type { Mark } from './marks.ts'
import { radiusOf, toPath } from './path.ts'
import type { DiagramEdge, TransitionData } from './project.ts'
import { Sign } from './Sign.tsx'
import { words } from './texts.ts'

/** A transition: its line, dashed where it leads back, and its label. Words too small to read are not drawn. */
export const TransitionEdge = memo(function TransitionEdge({ data, selected }: EdgeProps<DiagramEdge>) {
  const isNear = useContext(Zoom) === 'near'
  const mark = useMark('transitions', data?.pointer ?? '')
  if (!data) return null
  const { route, isFeedback, stays } = data
  const look = {
    'data-feedback': isFeedback || undefined,
    'data-stays': stays || undefined,
    'data-tone': mark?.tone,
    'data-selected': selected || undefined,
  }
  const path = toPath(route.points, radiusOf(isFeedback))
  return (
    <>
      <path d={path} className={classes.reach} />
      <path
        d={path}
        className={classes.line}
        markerEnd={stays ? undefined : 'url(#throughline-arrow)'}
        {...look}
      />
      {(isNear || selected) && (
        <EdgeLabelRenderer>
          <Label data={data} look={look} mark={mark} />
        </EdgeLabelRenderer>
      )}
    </>
  )
})

type LabelProps = { data: TransitionData; look: Record<string, unknown>; mark: Mark | undefined }

function Label({ data, look, mark }: LabelProps) {
  const { selectTransition } = useContext(DiagramActions)
  const { route, title, lines, rules, effects, roles, stays, isFeedback } = data
  const { before, after } = signsOf(data)
  // First what can be read on it, word by word: who speaks to the screen says that.
  const about = [
    isolated(title),
    rules > 0 && words.rules(rules),
    isFeedback && words.back,
    stays && words.stays,
    roles.length > 0 && roles.map(humanise).join(', '),
    effects > 0 && words.effects(effects),
    route.crosses && words.crosses,
    mark?.label,
  ].filter(Boolean)
  const { x, y, w, h } = route.label
  const common = {
    className: `${classes.label} nodrag nopan`,
    style: { transform: `translate(${x}px, ${y}px)`, inlineSize: w, blockSize: h },
    title: about.join(' · '),
    'aria-label': about.join(', '),
    'data-transition': data.pointer,
    ...look,
  }
  const inside = (
    <>
      {before.map(name => (
        <Sign key={name} name={name} />
      ))}
      <span className={classes.words} dir="auto">
        {lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
          <span key={n}>{line} </span>
        ))}
      </span>
      {after.map(name => (
        <span key={name} className={classes.sign} data-sign={name}>
          <Sign name={name} />
          {name === 'rule' && ` ${ruleCount(rules)}`}
        </span>
      ))}
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
