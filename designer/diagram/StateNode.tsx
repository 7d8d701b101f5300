import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo, useContext } from 'react'
import { stageHue } from '../ui/department.ts'
import { DiagramActions, RenamedState } from './actions.ts'
import { Zoom } from './ByZoom.tsx'
import { badgesOf } from './badges.ts'
import classes from './Diagram.module.css'
import { useMark } from './marking.ts'
import type { DiagramNode, StateData } from './project.ts'
import { Sign } from './Sign.tsx'
import { words } from './texts.ts'

/** A state: a calm card, or a frame around the states inside it. */
export const StateNode = memo(function StateNode({ data, selected }: NodeProps<DiagramNode>) {
  const mark = useMark('states', data.path)
  const isFrame = data.hasInner && !data.collapsed
  return (
    <div
      className={classes.state}
      style={stageHue(data.stage)}
      data-kind={isFrame ? 'frame' : data.type}
      data-type={data.type}
      data-region={data.isRegion || undefined}
      data-collapsed={data.collapsed || undefined}
      data-tone={mark?.tone}
      data-heat={mark?.heat}
      data-selected={selected || undefined}
    >
      <End type="target" position={Position.Left} />
      {data.isInitial && <Initial />}
      {data.type === 'history' ? <History data={data} /> : <Card data={data} isFrame={isFrame} />}
      {mark?.label && (
        <span className={classes.mark} data-mark>
          {mark.label}
        </span>
      )}
      <End type="source" position={Position.Right} />
    </div>
  )
})

/**
 * Where lines end. Where states are blocks of a few dots nobody draws a line between them, and handles cost as much as
 * the states; but React Flow looks for them in each state that is new, and draws no line to one where it finds none.
 */
function End({ type, position }: { type: 'source' | 'target'; position: Position }) {
  const isFar = useContext(Zoom) === 'far'
  if (isFar) return <span className={type} data-handlepos={position} />
  return <Handle type={type} position={position} className={classes.handle} />
}

function Card({ data, isFrame }: { data: StateData; isFrame: boolean }) {
  return (
    <>
      <header className={classes.head}>
        <Title data={data} />
        {isFrame && <Badges data={data} isFrame />}
        {data.type === 'parallel' && (
          <span
            className={classes.sign}
            role="img"
            aria-label={words.types.parallel}
            title={words.types.parallel}
          >
            <Sign name="parallel" />
          </span>
        )}
        {data.hasInner && <Toggle data={data} />}
      </header>
      {!isFrame && <Badges data={data} isFrame={false} />}
    </>
  )
}

function Title({ data }: { data: StateData }) {
  const renaming = useContext(RenamedState)
  if (renaming?.path === data.path) return <Rename data={data} isKey={renaming.field === 'key'} />
  return (
    <strong title={data.title} dir="auto">
      {data.title}
    </strong>
  )
}

function Badges({ data, isFrame }: { data: StateData; isFrame: boolean }) {
  const badges = badgesOf(data, isFrame)
  if (badges.length === 0) return null
  return (
    <p className={classes.badges}>
      {badges.map(({ sign, text, about }) => (
        <span key={sign} className={classes.badge} title={about}>
          <Sign name={sign} />
          <span aria-hidden>{text}</span>
          <span className={classes.spoken}>{about}</span>
        </span>
      ))}
    </p>
  )
}

function History({ data }: { data: StateData }) {
  const about = data.isDeep ? words.historyDeep : words.types.history
  return (
    <span className={classes.history} role="img" aria-label={about} title={about}>
      {data.isDeep ? 'H*' : 'H'}
    </span>
  )
}

/** A dot with an arrow into the state's corner, as statecharts have it. */
function Initial() {
  return (
    <svg
      className={classes.initial}
      width="22"
      height="34"
      viewBox="0 0 22 34"
      role="img"
      aria-label={words.starts}
    >
      <circle cx="6" cy="6" r="4.5" />
      <path d="M6 6Q7 28 16 30" fill="none" strokeWidth="1.3" />
      <path d="M12 26 18 30 12 34Z" stroke="none" />
    </svg>
  )
}

function Toggle({ data }: { data: StateData }) {
  const { toggle } = useContext(DiagramActions)
  if (!toggle) return null
  const say = data.collapsed ? words.expand : words.collapse
  return (
    <button
      type="button"
      className={`${classes.toggle} nodrag`}
      aria-label={say(data.title)}
      aria-expanded={!data.collapsed}
      onClick={() => toggle(data.path)}
    >
      {data.collapsed ? '+' : '−'}
    </button>
  )
}

/** Once: the same function each time, so that what is written is not selected again while it is written. */
const selectText = (input: HTMLInputElement | null) => {
  input?.focus({ preventScroll: true })
  input?.select()
}

function Rename({ data, isKey }: { data: StateData; isKey: boolean }) {
  const { rename } = useContext(DiagramActions)
  const before = isKey ? data.path.slice(data.path.lastIndexOf('.') + 1) : data.title
  return (
    <input
      className={`${classes.rename} nodrag`}
      aria-label={isKey ? words.key : words.state}
      defaultValue={before}
      ref={selectText}
      onBlur={event => rename?.(data.path, event.currentTarget.value)}
      onKeyDown={event => {
        event.stopPropagation()
        // It counts as soon as it is left, whatever takes the focus from it: so it is put back first.
        if (event.key === 'Escape') event.currentTarget.value = before
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}
