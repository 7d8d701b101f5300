import '@xyflow/react/dist/style.css'
import { useComputedColorScheme } from '@mantine/core'
import { Background, Controls, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { Definition } from '../../engine/definition.ts'
import type { Layout } from '../editor/draft.ts'
import { useSteady } from '../ui/use-steady.ts'
import { ByZoom } from './ByZoom.tsx'
import { DiagramLayers } from './DiagramLayers.tsx'
import { DrawnLines } from './drawn.ts'
import { Lines } from './Lines.tsx'
import { MarkedBy, useMarking } from './marking.ts'
import type { Marks } from './marks.ts'
import { createProjector } from './project.ts'
import { StateNode } from './StateNode.tsx'
import { nothingSelected } from './selection.ts'
import { words } from './texts.ts'

const nodeTypes = { state: StateNode }
const fitting = { padding: 0.08, maxZoom: 1 }

/** A process to look at, with marks on it. `children` can ask React Flow for what is drawn. */
export function Diagram({
  definition,
  layout,
  marks,
  isStill = false,
  children,
}: {
  definition: Definition
  layout: Layout
  marks: Marks
  /** a picture within a page: it does not take the wheel, nor the finger */
  isStill?: boolean
  children?: ReactNode
}) {
  const projector = useRef(createProjector())
  const colorMode = useComputedColorScheme('light')
  const marking = useMarking(marks)
  const isMoved = useRef(false)
  const { onMoveStart } = useSteady({
    // Without an event it is the program that moves it.
    onMoveStart: (event: unknown) => {
      isMoved.current ||= event !== null
    },
  })
  const picture = useMemo(
    () => projector.current({ definition, layout, selection: nothingSelected }),
    [definition, layout],
  )
  return (
    <MarkedBy value={marking}>
      <ReactFlowProvider>
        <ByZoom>
          <ReactFlow
            aria-label={words.diagram(definition.name)}
            nodes={picture.nodes}
            nodeTypes={nodeTypes}
            colorMode={colorMode}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            elementsSelectable={false}
            disableKeyboardA11y
            panOnDrag={!isStill}
            zoomOnScroll={!isStill}
            zoomOnPinch={!isStill}
            zoomOnDoubleClick={!isStill}
            preventScrolling={!isStill}
            minZoom={0.05}
            maxZoom={2}
            onlyRenderVisibleElements={isStill || picture.nodes.length > 150}
            fitView
            fitViewOptions={fitting}
            onMoveStart={onMoveStart}
          >
            {!isStill && <Refit isMoved={isMoved} />}
            <DiagramLayers bands={picture.bands} />
            <Background gap={24} color="var(--line)" />
            {!isStill && <Controls showInteractive={false} position="bottom-left" />}
            <Lines edges={picture.edges} />
            <DrawnLines value={picture.edges}>{children}</DrawnLines>
          </ReactFlow>
        </ByZoom>
      </ReactFlowProvider>
    </MarkedBy>
  )
}

/** When the window changes its size the whole is in sight again, unless somebody has looked closer. */
function Refit({ isMoved }: { isMoved: RefObject<boolean> }) {
  const { fitView } = useReactFlow()
  const size = useStore(({ width, height }) => `${width} ${height}`)
  const fitted = useRef(size)
  useEffect(() => {
    if (size === fitted.current) return
    const isFirst = fitted.current === '0 0'
    fitted.current = size
    if (!isFirst && !isMoved.current) void fitView(fitting)
  }, [size, fitView, isMoved])
  return null
}
