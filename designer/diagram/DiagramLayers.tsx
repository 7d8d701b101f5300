import { useOnViewportChange, useStore, useStoreApi, ViewportPortal } from '@xyflow/react'
import { memo, useEffect, useMemo } from 'react'
import { stageHue, stageName } from '../ui/department.ts'
import type { Band } from './bands.ts'
import classes from './Diagram.module.css'
import { titleScale, zoomLevel } from './zoom.ts'

/** What every picture has besides states and lines. A child of `ReactFlow`. */
export const DiagramLayers = memo(function DiagramLayers({ bands }: { bands: readonly Band[] }) {
  return (
    <>
      <ZoomLevel />
      <Moving />
      <Bands bands={bands} />
    </>
  )
})

/** Departments behind the states, each with its name. */
function Bands({ bands }: { bands: readonly Band[] }) {
  return (
    <ViewportPortal>
      {bands.map(({ stage, box, isColumn }) => (
        <div
          key={`${stage} ${box.x} ${box.y}`}
          className={classes.band}
          data-way={isColumn ? 'column' : 'row'}
          style={{
            ...stageHue(stage),
            transform: `translate(${box.x}px, ${box.y}px)`,
            inlineSize: box.w,
            blockSize: box.h,
          }}
        >
          <span>{stageName(stage)}</span>
        </div>
      ))}
    </ViewportPortal>
  )
}

/** Says on the picture how near it is, for its styles. */
function ZoomLevel() {
  const level = useStore(zoomLevel)
  const scale = useStore(titleScale)
  const store = useStoreApi()
  useEffect(() => {
    const { domNode } = store.getState()
    if (!domNode) return
    domNode.dataset.zoom = level
    domNode.style.setProperty('--title-scale', String(scale))
  }, [store, level, scale])
  return null
}

/**
 * Says on the picture that it is being moved: meanwhile the browser moves what it has painted instead of painting
 * everything at each frame. Afterwards it paints again, so that a picture that was made larger is sharp.
 */
function Moving() {
  const store = useStoreApi()
  // The same functions each time: a new one is told to everything that listens.
  const moving = useMemo(
    () => ({
      onStart() {
        const { domNode } = store.getState()
        if (domNode) domNode.dataset.moving = ''
      },
      onEnd() {
        delete store.getState().domNode?.dataset.moving
      },
    }),
    [store],
  )
  useOnViewportChange(moving)
  return null
}
