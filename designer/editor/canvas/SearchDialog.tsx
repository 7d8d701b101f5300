import { TextInput } from '@mantine/core'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { Dialog } from '../../ui/Dialog.tsx'
import type { Editor } from '../editor.ts'
import classes from './Canvas.module.css'
import { type Found, search } from './search.ts'
import { words } from './texts.ts'

const most = 50

type Props = { editor: Editor; onFound(found: Found): void; onClose(): void }

/** Finds by title, key and event as it is written; Enter goes there. */
export function SearchDialog({ editor, onFound, onClose }: Props) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const { definition } = editor.get().draft
  const found = useMemo(() => search(definition, text), [definition, text])
  const shown = found.slice(0, most)

  function keyDown(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by !== undefined && shown.length > 0) {
      event.preventDefault()
      const next = (at + by + shown.length) % shown.length
      setAt(next)
      document.getElementById(`${id} ${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter' && shown[at]) {
      event.preventDefault()
      onFound(shown[at])
    }
  }

  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={words.find.title}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <TextInput
        data-autofocus
        label={words.find.hint}
        value={text}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={shown.length > 0 ? `${id} ${at}` : undefined}
        onChange={event => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={keyDown}
      />
      <p className={classes.count} role="status">
        {text.trim() !== '' && (found.length === 0 ? words.find.none : words.find.count(found.length))}
      </p>
      <div id={id} role="listbox" aria-label={words.find.title} className={classes.found}>
        {shown.map((one, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={`${one.kind} ${one.id}`}
            id={`${id} ${n}`}
            role="option"
            aria-selected={n === at}
            onPointerMove={() => setAt(n)}
            onClick={() => onFound(one)}
          >
            <small>{words.find.kinds[one.kind]}</small>
            <span>{one.title}</span>
            <small className={classes.where}>{whereOf(one)}</small>
          </div>
        ))}
      </div>
    </Dialog>
  )
}

/** What tells it from another one of the same title. */
function whereOf({ kind, id, where, selection }: Found): string {
  if (kind === 'state') return where === '' ? id : `${where} · ${id}`
  if (kind === 'transition') return where
  const users = selection.transitions.length
  return `${id} · ${users === 0 ? words.find.unused : words.find.usedBy(users)}`
}
