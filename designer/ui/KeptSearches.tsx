import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Preferences } from '../answers.ts'
import { toast } from '../notices/toast.ts'
import { api, queries, queryClient } from '../queries.ts'
import { Dialog } from './Dialog.tsx'
import classes from './KeptSearches.module.css'
import { sentenceOf } from './Message.tsx'
import { MoreSign } from './signs.tsx'

type Kept = Preferences['filters'][number]
type Words = Record<
  | 'label'
  | 'save'
  | 'saving'
  | 'name'
  | 'nameHint'
  | 'ok'
  | 'cancel'
  | 'update'
  | 'rename'
  | 'renaming'
  | 'remove'
  | 'taken'
  | 'full'
  | 'failed',
  string
> & { menu(name: string): string }

type Props = {
  className?: string | undefined
  /** under which of the reader's preferences they are */
  part: 'filters' | 'searches'
  words: Words
  /** what is on the page, as it is kept */
  search: Kept['search']
  /** it is what the page begins with */
  isPlain: boolean
  /** whether it leads to what is on the page */
  isHere(kept: Kept): boolean
  link(kept: Kept, isHere: boolean): ReactNode
}

const most = 50

/** What the reader has kept under a name, and the way to keep what is on the page. */
export function KeptSearches({ className = '', part, words, search, isPlain, isHere, link }: Props) {
  const preferences = useQuery(queries.preferences()).data
  /** What is being named; `old`: the name that it has. */
  const [named, name] = useState<{ old: string | null } | null>(null)
  const change = useMutation({
    // On top of what is kept now: another window may have kept one meanwhile.
    mutationFn: async (to: (kept: Kept[]) => Kept[]) => {
      const now = await api.preferences()
      return api.savePreferences({ ...now, [part]: to(now[part]) })
    },
    onSuccess: next => queryClient.setQueryData(queries.preferences().queryKey, next),
    onError: error => toast({ kind: 'failed', title: words.failed, text: sentenceOf(error), id: part }),
  })
  if (!preferences) return null
  const all = preferences[part]
  const isKept = all.some(isHere)
  if (all.length === 0 && isPlain) return null

  return (
    <div className={`${classes.saved} ${className}`}>
      {all.length > 0 && (
        <ul aria-label={words.label}>
          {all.map(kept => (
            <li key={kept.name} className={classes.chip}>
              {link(kept, isHere(kept))}
              <Menu position="bottom-end" returnFocus>
                <Menu.Target>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={words.menu(kept.name)}
                    className={classes.chipMenu}
                  >
                    <MoreSign />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  {!isPlain && !isKept && (
                    <Menu.Item
                      onClick={() =>
                        change.mutate(now =>
                          now.map(one => (one.name === kept.name ? { ...one, search } : one)),
                        )
                      }
                    >
                      {words.update}
                    </Menu.Item>
                  )}
                  <Menu.Item onClick={() => name({ old: kept.name })}>{words.rename}</Menu.Item>
                  <Menu.Item onClick={() => change.mutate(now => now.filter(one => one.name !== kept.name))}>
                    {words.remove}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </li>
          ))}
        </ul>
      )}
      {!isPlain && !isKept && (
        <Button variant="subtle" size="compact-sm" onClick={() => name({ old: null })}>
          {words.save}
        </Button>
      )}
      {named && (
        <NameDialog
          words={words}
          old={named.old}
          all={all}
          close={() => name(null)}
          save={next => {
            change.mutate(now =>
              named.old === null
                ? [...now, { name: next, search }]
                : now.map(one => (one.name === named.old ? { ...one, name: next } : one)),
            )
            name(null)
          }}
        />
      )}
    </div>
  )
}

type NameProps = {
  words: Words
  old: string | null
  all: Kept[]
  save(name: string): void
  close(): void
}

function NameDialog({ words, old, all, save, close }: NameProps) {
  const [typed, setTyped] = useState(old ?? '')
  const next = typed.trim()
  const isTaken = next !== old && all.some(({ name }) => name === next)
  const wrong = isTaken ? words.taken : old === null && all.length >= most ? words.full : null
  return (
    <Dialog
      title={old === null ? words.saving : words.renaming}
      onClose={close}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault()
          if (next !== '' && wrong === null) save(next)
        }}
      >
        <TextInput
          label={words.name}
          {...(old === null && { description: words.nameHint })}
          required
          data-autofocus
          maxLength={80}
          value={typed}
          error={wrong}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button variant="default" onClick={close}>
            {words.cancel}
          </Button>
          <Button type="submit" disabled={next === '' || wrong !== null}>
            {words.ok}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
