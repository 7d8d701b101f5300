import { Button, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { Action } from '../actions.ts'
import { targetFrom } from '../apply/relink.ts'
import { keyOf, parentOf, stateAt } from '../apply/tree.ts'
import type { Editor } from '../editor.ts'
import { isTyping, meaningOf } from '../keys.ts'
import { listActions } from '../palette-commands.ts'
import { pointerOf, transitionAt, transitionOf, transitionsOf } from '../transitions.ts'
import { useChecked, useEditor } from '../use-editor.ts'
import { type Asked, actionFor, actionsOf, connect } from './actions.ts'
import { ChooseDialog } from './ChooseDialog.tsx'
import { canHold } from './edits.ts'
import classes from './List.module.css'
import { ListRow } from './ListRow.tsx'
import { around, moveBy, type Row, rowsOf } from './rows.ts'
import { words } from './texts.ts'

type Props = {
  editor: Editor
  /** those of the drawing; some mean the same here */
  actions: readonly Action[]
}

const columns = ['name', 'what', 'stage', 'roles', 'rules', 'problems', 'actions'] as const

const rowIn = (tree: HTMLElement | null, id: string) =>
  tree?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)

/** The draft as a tree that is read and changed by keys: the drawing for those who do not see one. */
export function ListView({ editor, actions: shared }: Props) {
  const { draft, selection } = useEditor(editor)
  const { problems } = useChecked(editor)
  const { definition } = draft
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [asked, setAsked] = useState<{ what: Asked; id: string } | null>(null)
  const [menu, setMenu] = useState<string | null>(null)
  const [said, say] = useState('')
  const tree = useRef<HTMLDivElement>(null)
  const focusNext = useRef(false)

  const current = selection.transitions.at(-1) ?? selection.states.at(-1) ?? ''
  // What is selected elsewhere is seen here too.
  const shut = useMemo(() => {
    const open = new Set(around(definition, current))
    return new Set([...closed].filter(path => !open.has(path)))
  }, [closed, definition, current])
  const rows = useMemo(() => rowsOf(definition, problems, shut), [definition, problems, shut])

  useEffect(() => {
    // Newer browsers answer a promise, which an effect must not.
    void rowIn(tree.current, current)?.scrollIntoView({ block: 'nearest' })
  }, [current])
  useLayoutEffect(() => {
    if (!focusNext.current || asked) return
    focusNext.current = false
    rowIn(tree.current, current)?.focus()
  })

  function go(id: string): void {
    focusNext.current = true
    setMenu(null)
    editor.select(
      id.startsWith('/')
        ? { states: [], transitions: [id] }
        : { states: id === '' ? [] : [id], transitions: [] },
    )
  }

  function toggle(id: string, open: boolean): void {
    setClosed(before => {
      const after = new Set(before)
      if (open) after.delete(id)
      else after.add(id)
      return after
    })
  }

  const actions = (row: Row) =>
    actionsOf(row, {
      editor,
      go,
      say,
      ask(what, id) {
        setMenu(null)
        setAsked({ what, id })
      },
    })

  function onKeyDown(event: KeyboardEvent): void {
    if (isTyping(event.target)) return
    const row = rows.find(({ id }) => id === current) ?? rows[0]!
    const onRow = event.target instanceof HTMLElement && event.target.role === 'row'
    const meant = event.ctrlKey || event.metaKey ? meaningOf(event.nativeEvent)?.action : undefined
    const command = listActions(shared).find(({ id }) => id === meant)
    const move = onRow && !event.altKey && !command ? moveBy(rows, row.id, event.key) : null
    const action = onRow ? actions(row).find(({ id }) => id === actionFor(event.nativeEvent)) : undefined
    if (command) {
      if (!command.isPossible()) return
      // Two of them take the focus elsewhere.
      focusNext.current = command.id !== 'properties' && command.id !== 'problems'
      command.run()
    } else if (move) {
      if (move.to !== undefined) go(move.to)
      if (move.open !== undefined) toggle(move.open, true)
      if (move.close !== undefined) toggle(move.close, false)
    } else if (action) action.run()
    else if (
      onRow &&
      (event.key === '.' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
    )
      setMenu(row.id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function onWritten(id: string, text: string | null): void {
    if (asked?.id !== id) return
    setAsked(null)
    focusNext.current = true
    if (text !== null && text.trim() !== '') write(asked.what, id, text.trim())
  }

  function write(what: Asked, id: string, text: string): void {
    const at = transitionAt(definition, id)
    if (at && what === 'title') editor.apply({ kind: 'change-transition', at, change: { title: text } })
    else if (at && what === 'event' && 'key' in at) {
      const state = stateAt(definition, at.state)
      const index = (state && transitionsOf(state, { ...at, key: text })?.length) ?? 0
      const to = { ...at, key: text, index }
      editor.apply({ kind: 'move-transition', at, to })
      go(pointerOf(to))
    } else if (what === 'title') editor.apply({ kind: 'change-state', path: id, change: { title: text } })
    else if (what === 'key') {
      editor.apply({ kind: 'rename-state', path: id, key: text })
      const path = parentOf(id) === '' ? text : `${parentOf(id)}.${text}`
      if (stateAt(editor.get().draft.definition, path)) go(path)
    }
  }

  /** The text that a row begins with when it is written in. */
  function textOf({ id, title }: Row): string | null {
    if (asked?.id !== id) return null
    const at = transitionAt(definition, id)
    if (asked.what === 'title') return title
    if (asked.what === 'key') return keyOf(id)
    return asked.what === 'event' && at && 'key' in at ? at.key : null
  }

  const close = () => {
    setAsked(null)
    focusNext.current = true
  }

  return (
    <div className={classes.list}>
      <div className={classes.tools} role="toolbar" aria-label={words.tools}>
        <Button size="compact-xs" variant="default" onClick={() => setClosed(new Set())}>
          {words.openAll}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => setClosed(new Set(rows.flatMap(row => (row.parent === null ? [] : [row.id]))))}
        >
          {words.closeAll}
        </Button>
        {!editor.readOnly && <p id="list-keys">{words.keys}</p>}
        <VisuallyHidden role="status">{said}</VisuallyHidden>
      </div>
      <div
        ref={tree}
        role="treegrid"
        className={classes.tree}
        aria-label={words.label(definition.name)}
        aria-describedby="list-keys"
        aria-readonly={editor.readOnly}
        onKeyDown={onKeyDown}
        // Screen readers put the focus on rows by ways of their own.
        onFocus={({ target }) => {
          const { id } = target.dataset
          if (id !== undefined && id !== current) go(id)
        }}
        onClick={event => {
          const id = (event.target as Element).closest<HTMLElement>('[data-id]')?.dataset.id
          if (id !== undefined && id !== current) go(id)
        }}
      >
        <Head />
        {rows.map(row => (
          <ListRow
            key={row.id}
            row={row}
            isCurrent={row.id === current}
            editing={textOf(row)}
            menu={menu === row.id}
            actions={actions}
            onToggle={toggle}
            onMenu={id => {
              setMenu(id)
              if (id === null && !asked) focusNext.current = true
            }}
            onWritten={onWritten}
          />
        ))}
      </div>
      <Dialog asked={asked} editor={editor} go={go} close={close} rows={rows} />
    </div>
  )
}

const Head = () => (
  // biome-ignore lint/a11y/useSemanticElements: the head of a tree, which HTML has none of
  // biome-ignore lint/a11y/useFocusableInteractive: nothing can be done to it
  <div role="row" className={`${classes.row} ${classes.head}`}>
    {columns.map(column => (
      // biome-ignore lint/a11y/useSemanticElements: as the row
      // biome-ignore lint/a11y/useFocusableInteractive: as the row
      <div
        key={column}
        role="columnheader"
        className={['stage', 'roles', 'rules'].includes(column) ? classes.extra : undefined}
      >
        {column === 'actions' ? (
          <VisuallyHidden>{words.columns.actions}</VisuallyHidden>
        ) : (
          words.columns[column]
        )}
      </div>
    ))}
  </div>
)

type DialogProps = {
  asked: { what: Asked; id: string } | null
  editor: Editor
  rows: Row[]
  go(id: string): void
  close(): void
}

function Dialog({ asked, editor, rows, go, close }: DialogProps) {
  const { definition } = editor.get().draft
  if (!asked || (asked.what !== 'transition' && asked.what !== 'target' && asked.what !== 'into')) return null
  const { what, id } = asked
  const title = rows.find(row => row.id === id)?.title ?? id
  const at = transitionAt(definition, id)
  const shared = { editor, what, title, close, key: `${what} ${id}` }
  if (what === 'transition')
    return (
      <ChooseDialog
        {...shared}
        chosen=""
        isOffered={path => path !== '' && path !== id}
        choose={(to, event) => {
          const pointer = connect(editor, id, to, event)
          close()
          if (pointer !== undefined) go(pointer)
        }}
      />
    )
  if (what === 'target' && at) {
    const targets = transitionOf(definition, at)?.target
    return (
      <ChooseDialog
        {...shared}
        chosen={typeof targets === 'string' ? targets.replace(/^#/, '') : ''}
        isOffered={() => true}
        choose={to => {
          const target = to === '' ? undefined : targetFrom(definition, at.state, to)
          editor.apply({ kind: 'change-transition', at, change: { target } })
          close()
        }}
      />
    )
  }
  return (
    <ChooseDialog
      {...shared}
      chosen=""
      isOffered={path => canHold(definition, path, id)}
      choose={parent => {
        const before = new Set(Object.keys(stateAt(definition, parent)?.states ?? {}))
        editor.apply({ kind: 'move-into', paths: [id], parent })
        const keys = Object.keys(stateAt(editor.get().draft.definition, parent)?.states ?? {})
        const moved = keys.find(key => !before.has(key))
        close()
        if (moved !== undefined) go(parent === '' ? moved : `${parent}.${moved}`)
      }}
    />
  )
}
