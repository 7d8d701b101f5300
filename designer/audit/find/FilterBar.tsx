import { ActionIcon, Button, Popover } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { toast } from '../../notices/toast.ts'
import { sentenceOf } from '../../ui/Message.tsx'
import { CrossSign } from '../../ui/signs.tsx'
import { AddFilter } from './AddFilter.tsx'
import { type Naming, wordsOf } from './describe.ts'
import classes from './Find.module.css'
import {
  type Change,
  type FilterName,
  type FindSearch,
  filterNames,
  filtersOf,
  withChange,
  withoutFilter,
} from './find-search.ts'
import { words } from './texts.ts'

/** What is looked for, filter by filter, each of which can be changed and removed; and the way to one more. */
export function FilterBar({ search, naming }: { search: FindSearch; naming: Naming }) {
  const navigate = useNavigate({ from: '/audit' })
  const [editing, edit] = useState<FilterName | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const set = filtersOf(search)
  const shown = filterNames.filter(name => set.includes(name) || name === editing)
  const chipOf = (name: FilterName | undefined) =>
    bar.current?.querySelector<HTMLElement>(`[data-filter="${name}"]`)

  /** Replaces the address: going back leaves the page, not a filter. */
  const go = (next: FindSearch) => void navigate({ search: next, replace: true })
  /** To the filter, or where it is gone, to where one is added. */
  const focusOn = (name: FilterName) =>
    requestAnimationFrame(() => (chipOf(name) ?? field.current)?.focus({ preventScroll: true }))

  function apply(name: FilterName, change: Change): void {
    edit(null)
    go(withChange(search, change))
    focusOn(name)
  }

  function remove(name: FilterName): void {
    go(withoutFilter(search, name))
    field.current?.focus({ preventScroll: true })
  }

  return (
    <search className={classes.bar} ref={bar} aria-label={words.bar}>
      {shown.map(name => (
        <Chip
          key={name}
          {...{ name, search, naming }}
          isOpen={editing === name}
          open={isOpen => edit(isOpen ? name : null)}
          leave={() => {
            edit(null)
            focusOn(name)
          }}
          apply={change => apply(name, change)}
          remove={() => remove(name)}
        />
      ))}
      <AddFilter field={field} add={edit} back={() => chipOf(set.at(-1))?.focus()} />
      {set.length > 1 && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => go(search.by === undefined ? {} : { by: search.by })}
        >
          {words.clear}
        </Button>
      )}
    </search>
  )
}

type ChipProps = {
  name: FilterName
  search: FindSearch
  naming: Naming
  isOpen: boolean
  open(isOpen: boolean): void
  /** closes it, the keyboard staying in the bar */
  leave(): void
  apply(change: Change): void
  remove(): void
}

type Editor = typeof import('./FilterEditor.tsx')['FilterEditor']

/** Comes after the page. A filter opens once it is there, so that the keyboard is in it. */
function useEditor(): Editor | null {
  const [editor, setEditor] = useState<{ Editor: Editor } | null>(null)
  useEffect(() => {
    import('./FilterEditor.tsx').then(
      ({ FilterEditor }) => setEditor({ Editor: FilterEditor }),
      error => toast({ kind: 'failed', title: words.noEditor, text: sentenceOf(error), id: 'find-editor' }),
    )
  }, [])
  return editor?.Editor ?? null
}

function Chip({ name, search, naming, isOpen, open, leave, apply, remove }: ChipProps) {
  const label = words.filters[name]
  const Editor = useEditor()
  const said = wordsOf(name, search, naming)
  return (
    <span className={classes.chip}>
      <Popover
        opened={isOpen && Editor !== null}
        onChange={open}
        onDismiss={() => open(false)}
        closeOnEscape={false}
        position="bottom-start"
        width={320}
        shadow="md"
        trapFocus
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <button
            type="button"
            data-filter={name}
            title={words.edit(label)}
            onClick={() => open(!isOpen)}
            onKeyDown={event => {
              if (event.key !== 'Delete' && event.key !== 'Backspace') return
              event.preventDefault()
              remove()
            }}
          >
            <span className={classes.soft}>{label}:</span> {said === '' ? '…' : said}
          </button>
        </Popover.Target>
        <Popover.Dropdown
          className={classes.editor}
          onKeyDown={event => {
            // The list of a field closes first, unless it is one that is always open.
            const isInList = (event.target as HTMLElement).matches('[data-expanded]:not([data-lasting])')
            if (event.key === 'Escape' && !isInList) leave()
          }}
        >
          {Editor && <Editor {...{ name, search, naming, apply }} />}
        </Popover.Dropdown>
      </Popover>
      {said !== '' && (
        <ActionIcon variant="subtle" color="gray" aria-label={words.remove(label)} onClick={remove}>
          <CrossSign />
        </ActionIcon>
      )}
    </span>
  )
}
