import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Point } from '../../diagram/route.ts'
import { type Action, announceCopied, clipboardText, type Page, pasteText } from '../actions.ts'
import { removeSelected } from '../commands.ts'
import type { Editor } from '../editor.ts'
import { isElsewhere, isForControl, isTyping, meaningOf } from '../keys.ts'
import { words as editorWords } from '../texts.ts'
import { useEditor } from '../use-editor.ts'
import classes from './Canvas.module.css'
import { Canvas, type Renaming } from './Canvas.tsx'
import { ContextMenu } from './ContextMenu.tsx'
import { Palette } from './Palette.tsx'
import { words } from './texts.ts'
import { selectThing, thingAt } from './thing-at.ts'

type Props = {
  editor: Editor
  actions: readonly Action[]
  page: Page
  /** the drawing, which keeps the focus */
  canvas: RefObject<HTMLDivElement | null>
  /** where the pointer is on the screen; null: not on the drawing */
  pointer: RefObject<Point | null>
  renaming: Renaming | null
  rename(what: Renaming | null): void
  menuAt: Point | null
  openMenu(at: Point | null): void
}

/** The palette and the canvas, and what keys, clipboard and menus mean there. */
export function Drawing(props: Props) {
  const { editor, actions, page, canvas, pointer, renaming, rename, menuAt, openMenu } = props
  const { draft, selection } = useEditor(editor)
  const [isPanning, setPanning] = useState(false)
  const [target, setTarget] = useState<string | null>(null)
  useKeys(props, setPanning)
  useClipboard(props)

  const within = ({ x, y }: Point) => canvas.current?.contains(document.elementFromPoint(x, y)) === true

  return (
    <div className={classes.drawing}>
      {!editor.readOnly && <Palette editor={editor} within={within} aim={setTarget} entitle={page.entitle} />}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: its keys are those of the page, below */}
      <div
        role="application"
        ref={canvas}
        className={classes.canvas}
        data-panning={isPanning || undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the drawing is worked by keys, as a whole
        tabIndex={0}
        aria-label={editorWords.canvas(draft.definition.name)}
        aria-describedby="canvas-keys"
        onPointerDownCapture={event => {
          if (!isTyping(event.target)) canvas.current?.focus({ preventScroll: true })
        }}
        onPointerMove={event => {
          if (!menuAt) pointer.current = { x: event.clientX, y: event.clientY }
        }}
        onPointerLeave={() => {
          if (!menuAt) pointer.current = null
        }}
        onClick={event => {
          // A label is pressed to select its transition; the keys after that are the drawing's.
          if (event.target instanceof Element && event.target.closest('[data-transition]'))
            canvas.current?.focus({ preventScroll: true })
        }}
        onDoubleClick={event => {
          const thing = thingAt(event.target)
          if (!thing || editor.readOnly || isTyping(event.target)) return
          rename('state' in thing ? { path: thing.state, field: 'title' } : thing)
        }}
        onContextMenu={event => {
          if (isTyping(event.target)) return
          event.preventDefault()
          selectThing(editor, thingAt(event.target))
          openMenu({ x: event.clientX, y: event.clientY })
        }}
      >
        <Canvas
          editor={editor}
          renaming={renaming}
          onRenamed={() => {
            rename(null)
            canvas.current?.focus()
          }}
          entitle={page.entitle}
          isPanning={isPanning}
          target={target}
        />
        {Object.keys(draft.definition.states).length === 0 && (
          <div className={classes.empty}>
            <h2>{words.empty.title}</h2>
            <p>{words.empty.text}</p>
          </div>
        )}
        <p id="canvas-keys" hidden>
          {words.keysInShort}
        </p>
      </div>
      {menuAt && (
        <ContextMenu
          at={menuAt}
          selection={selection}
          actions={actions}
          onClose={() => {
            openMenu(null)
            canvas.current?.focus()
          }}
        />
      )}
    </div>
  )
}

/** Keys that nothing else is waiting for mean the drawing: before it is clicked, and after a tab or a tool was. */
const isForDrawing = (canvas: HTMLElement | null, target: EventTarget | null) =>
  target === document.body ||
  (target instanceof Element &&
    (canvas?.contains(target) === true || target.closest('[role="toolbar"]') !== null))

/** Keys of the table; Space, which is held. */
function useKeys({ editor, actions, canvas }: Props, setPanning: (is: boolean) => void): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isElsewhere(event.target) || isForControl(event)) return
      const isHere = isForDrawing(canvas.current, event.target) && !isTyping(event.target)
      if (event.key === ' ' && isHere) {
        event.preventDefault()
        setPanning(true)
        return
      }
      const meant = meaningOf(event)
      // What counts on every tab is heard by the page (use-page-keys.ts).
      if (!meant || meant.reach === 'page' || (!isHere && meant.reach !== 'text')) return
      // The browser's own events bring the clipboard, without asking for leave.
      if (meant.action === 'copy' || meant.action === 'cut' || meant.action === 'paste') return
      // Tab leaves the drawing when there is no state that one could be appended to.
      const isInside = canvas.current?.contains(event.target as Node)
      if (event.key === 'Tab' && (!isInside || editor.get().selection.states.length === 0)) return
      const action = latest.current.find(({ id }) => id === meant.action)
      if (!action) return
      // What is not possible now still is no key of the browser's.
      event.preventDefault()
      if (action.isPossible()) action.run(meant.towards)
    }
    const up = (event: KeyboardEvent) => event.key === ' ' && setPanning(false)
    const blur = () => setPanning(false)
    window.addEventListener('keydown', down)
    window.addEventListener('keyup', up)
    window.addEventListener('blur', blur)
    return () => {
      window.removeEventListener('keydown', down)
      window.removeEventListener('keyup', up)
      window.removeEventListener('blur', blur)
    }
  }, [editor, canvas, setPanning])
}

/** Copying, cutting and pasting by key, as events of the browser: they need no permission, and no https. */
function useClipboard({ editor, canvas, page }: Props): void {
  const latest = useRef(page)
  latest.current = page
  useEffect(() => {
    const isHere = ({ target }: Event) =>
      isForDrawing(canvas.current, target) && !isTyping(target) && !isElsewhere(document.activeElement)
    const take = (event: ClipboardEvent) => {
      // Text that is marked somewhere on the page is what is copied then.
      if (!isHere(event) || document.getSelection()?.isCollapsed === false) return
      const text = clipboardText(editor)
      if (text === null) return
      event.preventDefault()
      event.clipboardData?.setData('text/plain', text)
      if (event.type === 'cut' && !editor.readOnly) removeSelected(editor)
      else announceCopied(editor)
    }
    const paste = (event: ClipboardEvent) => {
      if (!isHere(event) || editor.readOnly) return
      event.preventDefault()
      pasteText(editor, latest.current, event.clipboardData?.getData('text/plain') ?? '')
    }
    document.addEventListener('copy', take)
    document.addEventListener('cut', take)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('copy', take)
      document.removeEventListener('cut', take)
      document.removeEventListener('paste', paste)
    }
  }, [editor, canvas])
}
