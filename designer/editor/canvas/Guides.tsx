import { ViewportPortal } from '@xyflow/react'
import { type Box, boxesOf } from '../../diagram/boxes.ts'
import type { Draft } from '../draft.ts'
import classes from './Canvas.module.css'
import type { SnapLine } from './snap.ts'

/** What is in line with what is dragged, and the state that it would go into. */
export function Guides({ lines, target, draft }: { lines: SnapLine[]; target: string | null; draft: Draft }) {
  const lit = target ? boxesOf(draft.definition, draft.layout).get(target)?.absolute : undefined
  if (lines.length === 0 && !lit) return null
  return (
    <ViewportPortal>
      {lit && <Lit box={lit} />}
      <svg className={classes.guides} aria-hidden>
        {lines.map(({ axis, at, from, to }) =>
          axis === 'x' ? (
            <line key={`x${at}`} x1={at} x2={at} y1={from} y2={to} />
          ) : (
            <line key={`y${at}`} x1={from} x2={to} y1={at} y2={at} />
          ),
        )}
      </svg>
    </ViewportPortal>
  )
}

export function Lit({ box }: { box: Box }) {
  const { x, y, w, h } = box
  return (
    <div
      className={classes.lit}
      data-drop-target
      style={{ transform: `translate(${x}px, ${y}px)`, inlineSize: w, blockSize: h }}
    />
  )
}
