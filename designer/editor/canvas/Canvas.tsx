import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import {
  Background,
  type Connection,
  Controls,
  type FinalConnectionState,
  MiniMap,
  type NodeChange,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { DiagramActions, RenamedState } from '../../diagram/actions.ts'
import { ByZoom } from '../../diagram/ByZoom.tsx'
import { boxesOf } from '../../diagram/boxes.ts'
import { DiagramLayers } from '../../diagram/DiagramLayers.tsx'
import { Lines } from '../../diagram/Lines.tsx'
import { createProjector, type DiagramNode } from '../../diagram/project.ts'
import { nothingSelected } from '../../diagram/selection.ts'
import { stageHue } from '../../ui/department.ts'
import { useSteady } from '../../ui/use-steady.ts'
import { append, appendAt, collapse, connecting, rename, renameKey } from '../commands.ts'
import type { Editor } from '../editor.ts'
import { words as page } from '../texts.ts'
import { transitionAt } from '../transitions.ts'
import { useEditor } from '../use-editor.ts'
import { movable } from './align.ts'
import { stateUnder } from './drop.ts'
import { EditableState, Offers } from './EditableState.tsx'
import { labelOf } from './follow.ts'
import { Grips } from './Grips.tsx'
import { Guides } from './Guides.tsx'
import { LabelInput } from './LabelInput.tsx'
import { createOverlay } from './overlay.ts'
import { ProblemMarks } from './ProblemMarks.tsx'
import { words } from './texts.ts'
import { useHand } from './use-hand.ts'

const nodeTypes = { state: EditableState }
const severalKeys = ['Shift', 'Control', 'Meta']

/** What is being renamed on the drawing: a state by its path, a transition by its pointer. */
export type Renaming = { path: string; field: 'title' | 'key' } | { transition: string }

type Props = {
  editor: Editor
  renaming: Renaming | null
  onRenamed(): void
  /** opens the title of the state at a path, which is new */
  entitle(path: string): void
  /** Space is held: a drag moves the drawing, whatever it begins on. */
  isPanning: boolean
  /** where something from the palette would be dropped */
  target: string | null
}

/** The draft as a drawing. What is dragged is drawn where it is, and becomes an edit when it is let go. */
export function Canvas({ editor, renaming, onRenamed, entitle, isPanning, target }: Props) {
  const { draft, selection } = useEditor(editor)
  const { definition, layout } = draft
  const project = useRef(createProjector())
  const lay = useRef(createOverlay())
  const { hand, onNodeDrag, onNodeDragStop, onResize } = useHand(editor)
  // The selection is laid over it as well: selecting draws nothing anew but what is selected.
  const picture = useMemo(
    () => project.current({ definition, layout, selection: nothingSelected }),
    [definition, layout],
  )
  const { nodes, edges } = lay.current(picture, selection, hand.inHand)
  const { fitView, screenToFlowPosition } = useReactFlow()
  // What is drawn smaller than a finger is not offered to be pressed.
  const isFar = useStore(({ transform }) => transform[2] < 0.98)
  const colorMode = useComputedColorScheme('light')
  // Once; afterwards the owner says what is shown.
  useEffect(() => {
    const frame = requestAnimationFrame(() => void fitView({ padding: 0.08, maxZoom: 1 }))
    return () => cancelAnimationFrame(frame)
  }, [fitView])

  const state = renaming && 'path' in renaming ? renaming : null
  const actions = useSteady({
    toggle: (path: string) =>
      collapse(editor, [path], editor.get().draft.layout.states[path]?.collapsed !== true),
    rename: (path: string, text: string) => {
      if (state?.field === 'key') renameKey(editor, path, text)
      else if (state) rename(editor, path, text)
      onRenamed()
    },
    selectTransition: (pointer: string, more: boolean) => {
      const { selection } = editor.get()
      const before = more ? selection : nothingSelected
      editor.select({ ...before, transitions: [...before.transitions, pointer] })
    },
  })

  const latest = useRef(entitle)
  latest.current = entitle
  const alone =
    selection.states.length === 1 && selection.transitions.length === 0 ? selection.states[0]! : null
  const offers = useMemo(
    () => ({
      to: editor.readOnly ? null : alone,
      append: (path: string) => latest.current(append(editor, path)),
    }),
    [editor, alone],
  )

  function change(changes: NodeChange<DiagramNode>[]): void {
    if (!editor.readOnly) onResize(changes)
    const picks = changes.flatMap(one => (one.type === 'select' ? [one] : []))
    if (picks.length === 0) return
    const { selection } = editor.get()
    const states = new Set(selection.states)
    for (const { id, selected } of picks) selected ? states.add(id) : states.delete(id)
    const added = picks.filter(({ selected }) => selected)
    // A rectangle around a state is around what is inside it, too, which goes along anyway.
    const picked = added.length > 1 ? movable([...states]) : [...states]
    editor.select({ states: picked, transitions: added.length > 0 ? [] : selection.transitions })
  }

  /** A line let go on a state leads there, wherever on it; on nothing, to a new state. */
  function connectEnd(event: MouseEvent | TouchEvent, { fromNode, toNode }: FinalConnectionState): void {
    if (!fromNode || toNode) return
    const point = 'changedTouches' in event ? event.changedTouches[0]! : event
    const at = screenToFlowPosition({ x: point.clientX, y: point.clientY })
    const placed = boxesOf(definition, layout)
    const isLeaf = (path: string) => placed.get(path)?.node.children.length === 0
    const over = stateUnder(placed, at, () => true)
    if (over !== '' && isLeaf(over)) editor.apply(connecting(editor, fromNode.id, over))
    else entitle(appendAt(editor, fromNode.id, at))
  }

  const handlers = useSteady({
    onNodesChange: change,
    onNodeDrag,
    onNodeDragStop,
    onConnect: ({ source, target }: Connection) => editor.apply(connecting(editor, source, target)),
    onConnectEnd: connectEnd,
    onPaneClick: () => editor.select(nothingSelected),
  })

  const pulled =
    !editor.readOnly && selection.transitions.length === 1 && selection.states.length === 0
      ? edges.filter(({ data }) => data.pointer === selection.transitions[0])
      : []
  const renamed =
    renaming && 'transition' in renaming && edges.find(({ data }) => data.pointer === renaming.transition)

  function retitle(pointer: string, text: string): void {
    const at = transitionAt(definition, pointer)
    const title = text.trim() || undefined
    if (at && renamed && title !== renamed.data.title)
      editor.apply({ kind: 'change-transition', at, change: { title } })
    onRenamed()
  }

  return (
    <DiagramActions.Provider value={actions}>
      <RenamedState value={state}>
        <Offers.Provider value={offers}>
          <ProblemMarks editor={editor}>
            <ByZoom>
              <ReactFlow
                aria-label={page.canvas(definition.name)}
                data-far={isFar || undefined}
                nodes={nodes}
                nodeTypes={nodeTypes}
                {...handlers}
                nodesDraggable={!editor.readOnly && !isPanning}
                nodesConnectable={!editor.readOnly && !isPanning}
                // Keys are ours (keys.ts): one table for all of them.
                deleteKeyCode={null}
                panActivationKeyCode={null}
                disableKeyboardA11y
                nodesFocusable={false}
                colorMode={colorMode}
                multiSelectionKeyCode={severalKeys}
                selectionKeyCode="Shift"
                // The wheel moves the drawing, with Ctrl it zooms; so do two fingers.
                panOnScroll
                zoomOnDoubleClick={false}
                minZoom={0.05}
                maxZoom={2}
                onlyRenderVisibleElements={picture.nodes.length > 150}
              >
                <DiagramLayers bands={picture.bands} />
                <Lines edges={edges} />
                <Background gap={24} color="var(--line)" />
                <Controls showInteractive={false} position="bottom-left" />
                <MiniMap
                  pannable
                  zoomable
                  position="bottom-right"
                  nodeColor={colourOf}
                  nodeStrokeWidth={0}
                  style={{ width: 160, height: 100 }}
                  ariaLabel={words.minimap}
                />
                <Guides lines={hand.lines} target={hand.target ?? target} draft={draft} />
                {pulled.length > 0 && <Grips editor={editor} edges={pulled} />}
                {renamed && (
                  <LabelInput
                    at={labelOf(renamed.data.route)}
                    label={words.actions.rename}
                    value={renamed.data.title}
                    onDone={text => retitle(renamed.data.pointer, text)}
                  />
                )}
              </ReactFlow>
            </ByZoom>
          </ProblemMarks>
        </Offers.Provider>
      </RenamedState>
    </DiagramActions.Provider>
  )
}

/** A state in its department's colour; what holds others, paler. */
function colourOf({ data }: DiagramNode): string {
  const hue = (stageHue(data.stage) as Record<string, string>)['--hue']!
  return data.hasInner ? `color-mix(in srgb, ${hue} 22%, transparent)` : hue
}
