import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import {
  Background,
  Controls,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
  useStore,
  type XYPosition,
} from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { DiagramActions } from '../diagram/actions.ts'
import type { Marks } from '../diagram/marks.ts'
import { createProjector, type DiagramNode } from '../diagram/project.ts'
import { StateNode } from '../diagram/StateNode.tsx'
import { ArrowHead, TransitionEdge } from '../diagram/TransitionEdge.tsx'
import { connecting } from './commands.ts'
import type { Layout } from './draft.ts'
import type { Editor } from './editor.ts'
import { words } from './texts.ts'
import { useEditor } from './use-editor.ts'

const nodeTypes = { state: StateNode }
const edgeTypes = { transition: TransitionEdge }

type Props = {
  editor: Editor
  marks: Marks
  renaming: string | null
  onRenamed(): void
}

/** The draft as a drawing. What is dragged is drawn where it is, and becomes an edit when it is let go. */
export function Canvas({ editor, marks, renaming, onRenamed }: Props) {
  const { draft, selection } = useEditor(editor)
  const projector = useRef(createProjector())
  const [dragged, setDragged] = useState<Record<string, XYPosition>>({})
  const { definition } = draft
  const layout = useMemo(() => withDragged(draft.layout, dragged), [draft.layout, dragged])
  const picture = useMemo(
    () => projector.current({ definition, layout, selection, marks }),
    [definition, layout, selection, marks],
  )
  const { fitView } = useReactFlow()
  // What is drawn smaller than a finger is not offered to be pressed.
  const isFar = useStore(({ transform }) => transform[2] < 0.98)
  const colorMode = useComputedColorScheme('light')
  // Once; afterwards the owner says what is shown.
  useEffect(() => {
    const frame = requestAnimationFrame(() => void fitView({ padding: 0.08, maxZoom: 1 }))
    return () => cancelAnimationFrame(frame)
  }, [fitView])

  const actions = useMemo(
    () => ({
      renaming,
      toggle: (path: string) => {
        const { layout } = editor.get().draft
        const place = layout.states[path] ?? { x: 0, y: 0 }
        editor.apply({ kind: 'place', places: { [path]: { ...place, collapsed: !place.collapsed } } })
      },
      rename: (path: string, title: string) => {
        if (title.trim() !== '') editor.apply({ kind: 'change-state', path, change: { title: title.trim() } })
        onRenamed()
      },
      selectTransition: (pointer: string, more: boolean) => {
        const { selection } = editor.get()
        const before = more ? selection : { states: [], transitions: [] }
        editor.select({ ...before, transitions: [...before.transitions, pointer] })
      },
    }),
    [editor, renaming, onRenamed],
  )

  function change(changes: NodeChange<DiagramNode>[]): void {
    const moves = changes.flatMap(one =>
      one.type === 'position' && one.position ? [[one.id, one.position] as const] : [],
    )
    if (moves.length > 0 && !editor.readOnly)
      setDragged(before => ({ ...before, ...Object.fromEntries(moves) }))
    const picks = changes.flatMap(one => (one.type === 'select' ? [one] : []))
    if (picks.length === 0) return
    const { selection } = editor.get()
    const states = new Set(selection.states)
    for (const { id, selected } of picks) selected ? states.add(id) : states.delete(id)
    const added = picks.some(({ selected }) => selected)
    editor.select({ states: [...states], transitions: added ? [] : selection.transitions })
  }

  function drop(): void {
    const places = Object.fromEntries(
      Object.entries(dragged).map(([path, at]) => [
        path,
        { ...editor.get().draft.layout.states[path], x: Math.round(at.x), y: Math.round(at.y) },
      ]),
    )
    setDragged({})
    if (Object.keys(places).length > 0) editor.apply({ kind: 'place', places })
  }

  return (
    <DiagramActions.Provider value={actions}>
      <ArrowHead />
      <ReactFlow
        aria-label={words.canvas(definition.name)}
        data-far={isFar || undefined}
        nodes={picture.nodes}
        edges={picture.edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        onNodeDragStop={drop}
        onSelectionDragStop={drop}
        onConnect={({ source, target }) => editor.apply(connecting(editor, source, target))}
        onEdgeClick={(event, { data }) => data && actions.selectTransition(data.pointer, event.shiftKey)}
        onPaneClick={() => editor.select({ states: [], transitions: [] })}
        nodesDraggable={!editor.readOnly}
        nodesConnectable={!editor.readOnly}
        // Keys are ours (keys.ts): one table for all of them.
        deleteKeyCode={null}
        disableKeyboardA11y
        nodesFocusable={false}
        edgesFocusable={false}
        colorMode={colorMode}
        multiSelectionKeyCode="Shift"
        selectionKeyCode="Shift"
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={picture.nodes.length > 150}
      >
        <Background gap={24} color="var(--line)" />
        <Controls showInteractive={false} position="bottom-left" />
        <MiniMap pannable zoomable position="bottom-right" nodeStrokeWidth={3} ariaLabel={null} />
      </ReactFlow>
    </DiagramActions.Provider>
  )
}

function withDragged(layout: Layout, dragged: Record<string, XYPosition>): Layout {
  if (Object.keys(dragged).length === 0) return layout
  const moved = Object.entries(dragged).map(
    ([path, at]) => [path, { ...layout.states[path], ...at }] as const,
  )
  return { ...layout, states: { ...layout.states, ...Object.fromEntries(moved) } }
}
