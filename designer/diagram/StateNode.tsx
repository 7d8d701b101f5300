import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo, useContext } from 'react'
import { stageHue } from '../ui/department.ts'
import { humanise } from '../ui/format.ts'
import { DiagramActions } from './actions.ts'
import classes from './Diagram.module.css'
import type { DiagramNode, StateData } from './project.ts'
import { words } from './texts.ts'

/** A state: a calm card, or a frame around the states inside it. */
export const StateNode = memo(function StateNode({ data, selected }: NodeProps<DiagramNode>) {
  const { renaming } = useContext(DiagramActions)
  const isFrame = data.hasInner && !data.collapsed
  return (
    <div
      className={classes.state}
      style={stageHue(data.stage)}
      data-kind={isFrame ? 'frame' : data.type}
      data-type={data.type}
      data-region={data.isRegion || undefined}
      data-tone={data.mark?.tone}
      data-selected={selected || undefined}
    >
      <Handle type="target" position={Position.Left} className={classes.handle} />
      {data.isInitial && <span className={classes.initial} role="img" aria-label={words.starts} />}
      {data.type === 'history' ? (
        <span className={classes.history} role="img" aria-label={words.types.history}>
          H
        </span>
      ) : (
        <header className={classes.head}>
          {renaming?.path === data.path ? (
            <Rename data={data} />
          ) : (
            <strong title={data.title}>{data.title}</strong>
          )}
          {data.hasInner && <Toggle data={data} />}
        </header>
      )}
      {data.type !== 'history' && <Badges data={data} isFrame={isFrame} />}
      {data.mark?.label && <span className={classes.mark}>{data.mark.label}</span>}
      <Handle type="source" position={Position.Right} className={classes.handle} />
    </div>
  )
})

function Badges({ data, isFrame }: { data: StateData; isFrame: boolean }) {
  const { role, timers, effects, type } = data
  const shown = [
    type === 'parallel' && words.types.parallel,
    type === 'final' && words.types.final,
    role !== null && !isFrame && humanise(role),
    timers.length > 0 && timers.map(shortTime).join(', '),
    effects > 0 && words.effects(effects),
  ].filter(text => typeof text === 'string')
  if (shown.length === 0) return null
  return (
    <p className={classes.badges} title={timers.length > 0 ? words.after(timers.join(', ')) : undefined}>
      {shown.join(' · ')}
    </p>
  )
}

/** P3D → 3 d; an expression is only named. */
function shortTime(delay: string): string {
  const [, amount, unit] = /^PT?(\d+)([DWHMS])$/.exec(delay) ?? []
  return amount && unit ? `◷ ${amount} ${unit.toLowerCase()}` : '◷'
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
const selectText = (input: HTMLInputElement | null) => input?.select()

function Rename({ data }: { data: StateData }) {
  const { renaming, rename } = useContext(DiagramActions)
  const isKey = renaming?.field === 'key'
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
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') rename?.(data.path, before)
      }}
    />
  )
}
