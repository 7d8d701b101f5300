import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Preferences } from '../answers.ts'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { MoreSign } from '../ui/signs.tsx'
import { ToWork } from './ToWork.tsx'
import { words } from './texts.ts'
import classes from './WorkPage.module.css'
import { isSameSearch, readWorkSearch, type WorkSearch } from './work-search.ts'

type Filters = Preferences['filters']
const { saved } = words
const most = 50

/** Filters that the reader has kept under a name, and the way to keep the one on the page. */
export function SavedFilters({ search }: { search: WorkSearch }) {
  const preferences = useQuery(queries.preferences()).data
  /** What is being named; `old`: the name that it has. */
  const [named, name] = useState<{ old: string | null } | null>(null)
  const change = useMutation({
    // On top of what is kept now: another window may have kept one meanwhile.
    mutationFn: async (to: (filters: Filters) => Filters) => {
      const now = await api.preferences()
      return api.savePreferences({ ...now, filters: to(now.filters) })
    },
    onSuccess: next => queryClient.setQueryData(queries.preferences().queryKey, next),
    onError: error => toast({ kind: 'failed', title: saved.failed, text: sentenceOf(error), id: 'filters' }),
  })
  if (!preferences) return null
  const { filters } = preferences
  const isKept = filters.some(filter => isSameSearch(readWorkSearch(filter.search), search))
  const isPlain = Object.keys(search).every(part => part === 'view')
  if (filters.length === 0 && isPlain) return null

  return (
    <div className={classes.saved}>
      {filters.length > 0 && (
        <ul aria-label={saved.label}>
          {filters.map(filter => (
            <li key={filter.name} className={classes.chip}>
              <ToWork
                search={readWorkSearch(filter.search)}
                isHere={isSameSearch(readWorkSearch(filter.search), search)}
              >
                {filter.name}
              </ToWork>
              <Menu position="bottom-end" returnFocus>
                <Menu.Target>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={saved.menu(filter.name)}
                    className={classes.chipMenu}
                  >
                    <MoreSign />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => name({ old: filter.name })}>{saved.rename}</Menu.Item>
                  <Menu.Item
                    onClick={() => change.mutate(now => now.filter(one => one.name !== filter.name))}
                  >
                    {saved.remove}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      {!isPlain && !isKept && (
        <Button variant="subtle" size="compact-sm" onClick={() => name({ old: null })}>
          {saved.save}
        </Button>
      )}
      {named && (
        <NameDialog
          old={named.old}
          filters={filters}
          close={() => name(null)}
          save={next => {
            const kept = { name: next, search: Object.fromEntries(Object.entries(search)) }
            change.mutate(now =>
              named.old === null
                ? [...now, kept]
                : now.map(one => (one.name === named.old ? { ...one, name: next } : one)),
            )
            name(null)
          }}
        />
      )}
    </div>
  )
}

type NameProps = { old: string | null; filters: Filters; save(name: string): void; close(): void }

function NameDialog({ old, filters, save, close }: NameProps) {
  const [typed, setTyped] = useState(old ?? '')
  const next = typed.trim()
  const isTaken = next !== old && filters.some(({ name }) => name === next)
  const wrong = isTaken ? saved.taken : old === null && filters.length >= most ? saved.full : null
  return (
    <Dialog
      title={old === null ? saved.saving : saved.renaming}
      onClose={close}
      closeButtonProps={{ 'aria-label': saved.cancel }}
    >
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          if (next !== '' && wrong === null) save(next)
        }}
      >
        <TextInput
          label={saved.name}
          {...(old === null && { description: saved.nameHint })}
          required
          data-autofocus
          maxLength={80}
          value={typed}
          error={wrong}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            {saved.cancel}
          </Button>
          <Button type="submit" disabled={next === '' || wrong !== null}>
            {saved.ok}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
