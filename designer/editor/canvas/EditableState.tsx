import { type NodeProps, NodeResizer, NodeToolbar, Position, useStore } from '@xyflow/react'
import { createContext, memo, useContext } from 'react'
import type { DiagramNode } from '../../diagram/project.ts'
import { StateNode } from '../../diagram/StateNode.tsx'
import classes from './Canvas.module.css'
import { words } from './texts.ts'

/** What a state offers beside itself while it is the only thing selected. */
export const Offers = createContext<{ to: string | null; append(path: string): void }>({
  to: null,
  append() {},
})

/** A state with handles for its size, and a button for the next state, while it alone is selected. */
export const EditableState = memo(function EditableState(props: NodeProps<DiagramNode>) {
  const { to } = useContext(Offers)
  return (
    <>
      <StateNode {...props} />
      {to === props.id && props.data.type !== 'history' && <Handles {...props} />}
    </>
  )
})

function Handles({ id, data, dragging }: NodeProps<DiagramNode>) {
  const { append } = useContext(Offers)
  const least = useStore(
    ({ parentLookup }) => {
      const inner = [...(parentLookup.get(id)?.values() ?? [])]
      return {
        w: Math.max(120, ...inner.map(({ position, width = 0 }) => position.x + width + 32)),
        h: Math.max(56, ...inner.map(({ position, height = 0 }) => position.y + height + 32)),
      }
    },
    (a, b) => a.w === b.w && a.h === b.h,
  )
  return (
    <>
      {!data.collapsed && (
        <NodeResizer
          minWidth={least.w}
          minHeight={least.h}
          handleClassName={classes.size!}
          lineClassName={classes.edge!}
        />
      )}
      {data.type !== 'final' && (
        <NodeToolbar isVisible={!dragging} position={Position.Right} align="end" offset={10}>
          <button
            type="button"
            className={`${classes.plus} nodrag nopan nokey`}
            aria-label={words.append(data.title)}
            title={words.append(data.title)}
            // The drawing is one stop for the keyboard: there it is N.
            tabIndex={-1}
            onClick={() => append(id)}
          >
            +
          </button>
        </NodeToolbar>
      )}
    </>
  )
}
