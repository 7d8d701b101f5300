import { useReactFlow } from '@xyflow/react'
import { type RefObject, useState } from 'react'
import { placeAll } from '../../diagram/auto-layout.ts'
import { boxesOf, leafSize } from '../../diagram/boxes.ts'
import type { Point } from '../../diagram/route.ts'
import { readable } from '../../diagram/zoom.ts'
import { useSteady } from '../../ui/use-steady.ts'
import type { Page } from '../actions.ts'
import { stateAt } from '../apply/tree.ts'
import type { Editor } from '../editor.ts'
import { listTransitions } from '../transitions.ts'
import type { Renaming } from './Canvas.tsx'
import { words } from './texts.ts'

export type Dialog = 'connect' | 'reconnect' | 'move-into' | 'search' | 'keys'
export type Part = 'properties' | 'problems'

type Around = {
  editor: Editor
  canvas: RefObject<HTMLDivElement | null>
  pointer: RefObject<Point | null>
  /** the parts of the page, to be focused */
  parts: Record<Part, RefObject<HTMLDivElement | null>>
  save(): void
  tell(sentence: string): void
}

const fitting = { padding: 0.08, maxZoom: 1 }
const focusable = 'button:not([disabled]), input, select, textarea, [tabindex="0"]'

const margin = 24

/** How far something has to move to lie within a length. */
const inward = (start: number, size: number, length: number): number =>
  start < margin ? margin - start : Math.min(0, length - margin - size - start)

/** What the page around the drawing does for actions, and what it shows because of it. */
export function usePage({ editor, canvas, pointer, parts, save, tell }: Around) {
  const flow = useReactFlow()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [renaming, rename] = useState<Renaming | null>(null)
  const [menuAt, openMenu] = useState<Point | null>(null)
  const [hidden, setHidden] = useState<readonly Part[]>([])

  function zoom(to: 'in' | 'out' | 'actual' | 'all' | 'selection'): void {
    if (to === 'in') void flow.zoomIn()
    else if (to === 'out') void flow.zoomOut()
    else if (to === 'actual') void flow.zoomTo(1)
    else void flow.fitView({ ...fitting, ...(to === 'selection' && { nodes: selectedNodes(editor) }) })
  }

  /** Shown and focused; when it has the focus already, hidden. */
  function toggle(part: Part): void {
    const has = parts[part].current?.contains(document.activeElement) === true
    setHidden(before => (has ? [...before, part] : before.filter(one => one !== part)))
    if (has) canvas.current?.focus()
    else
      requestAnimationFrame(() => {
        const { current } = parts[part]
        const first = current?.querySelector<HTMLElement>(focusable)
        if (first) first.focus()
        else current?.focus()
      })
  }

  /** Beside what is selected: a menu that was opened by key has no pointer. */
  function openMenuByKey(): void {
    const [selected] = selectedNodes(editor)
    const element = selected && canvas.current?.querySelector(`[data-id="${CSS.escape(selected.id)}"]`)
    const box = (element ?? canvas.current)?.getBoundingClientRect()
    if (!box) return
    pointer.current = null
    openMenu({ x: box.x + (element ? box.width / 2 : 24), y: box.y + (element ? box.height / 2 : 24) })
  }

  /** What is out of sight, or too small to be read, cannot be written in. */
  function showTitle(path: string): void {
    const { definition, layout } = editor.get().draft
    const box = boxesOf(definition, layout).get(path)?.absolute
    const pane = canvas.current?.getBoundingClientRect()
    if (!box || !pane) return
    const { x, y, zoom } = flow.getViewport()
    const [w, h] = [Math.min(box.w, leafSize.w), Math.min(box.h, leafSize.h)]
    if (zoom < readable) {
      void flow.setCenter(box.x + w / 2, box.y + h / 2, { zoom: readable })
      return
    }
    // No further than it has to go: what the owner looks at stays.
    const by = {
      x: inward(box.x * zoom + x, w * zoom, pane.width),
      y: inward(box.y * zoom + y, h * zoom, pane.height),
    }
    if (by.x !== 0 || by.y !== 0) void flow.setViewport({ x: x + by.x, y: y + by.y, zoom })
  }

  const page: Page = useSteady({
    zoom,
    pan({ x, y }) {
      const { x: left, y: top, zoom } = flow.getViewport()
      void flow.setViewport({ x: left + x, y: top + y, zoom })
    },
    open(what) {
      if (what === 'menu') openMenuByKey()
      else setDialog(what)
    },
    rename(field) {
      const { states, transitions } = editor.get().selection
      const [path] = states
      if (path !== undefined) {
        showTitle(path)
        rename({ path, field })
      } else if (transitions[0] !== undefined) rename({ transition: transitions[0] })
    },
    entitle(path) {
      const { draft, selection } = editor.get()
      // What could not be added is not selected; a history state has no title to be seen; the list has rows of its own.
      const isNew =
        selection.states.includes(path) && stateAt(draft.definition, path)?.type !== ('history' as string)
      if (!isNew || !canvas.current) return
      showTitle(path)
      rename({ path, field: 'title' })
    },
    save,
    async tidy() {
      const { draft } = editor.get()
      editor.apply({ kind: 'set-layout', layout: await placeAll(draft.definition, draft.layout) })
      requestAnimationFrame(() => zoom('all'))
    },
    toggle,
    writeClipboard(text) {
      const { clipboard } = navigator as { clipboard?: Clipboard }
      if (clipboard) clipboard.writeText(text).catch(() => tell(words.cannotCopy))
      else tell(words.cannotCopy)
    },
    async readClipboard() {
      try {
        return await navigator.clipboard.readText()
      } catch {
        return null
      }
    },
    pointer: () => pointer.current && flow.screenToFlowPosition(pointer.current),
    tell,
  })

  return { page, dialog, setDialog, renaming, rename, menuAt, openMenu, hidden }
}

/** The states that are selected, or those that the selected transitions join. */
function selectedNodes(editor: Editor): { id: string }[] {
  const { states, transitions } = editor.get().selection
  const { definition } = editor.get().draft
  const joined = listTransitions(definition)
    .filter(({ pointer }) => transitions.includes(pointer))
    .flatMap(({ source, targets }) => [source.path, ...targets.map(({ path }) => path)])
  return [...new Set([...states, ...joined])].map(id => ({ id }))
}
