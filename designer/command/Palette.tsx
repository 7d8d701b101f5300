import '@mantine/spotlight/styles.css'
import { Kbd, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, Spotlight, useSpotlight } from '@mantine/spotlight'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useMemo, useRef } from 'react'
import { caseName } from '../../engine/case-name.ts'
import { api, queries } from '../queries.ts'
import { SearchSign } from '../ui/signs.tsx'
import classes from './Palette.module.css'
import { rank } from './rank.ts'
import { noteUse, readRecent } from './recent.ts'
import { type AppCommand, commands } from './registry.ts'
import { words } from './texts.ts'

const mostShown = 12
const [store, spotlight] = createSpotlight()

/** Everything that can be gone to and done here, by typing a part of its name. */
export function Palette({ onClosed }: { onClosed(): void }) {
  const { query, selected, opened } = useSpotlight(store)
  const id = useId()
  const found = useFound(query)
  const optionId = (n: number) => `${id}-${n}`
  const chosen = useRef<AppCommand | null>(null)

  /** What is done begins where the reader was: not before the focus is back there. */
  function closed(): void {
    const command = chosen.current
    chosen.current = null
    onClosed()
    if (command) setTimeout(command.run, 30)
  }

  useEffect(() => spotlight.open(), [])
  // Enter does the first without another key; also after what is listed has changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again whenever what is listed changes
  useEffect(() => {
    if (!opened) return
    const frame = requestAnimationFrame(() => selectFirst(`${id}-list`))
    return () => cancelAnimationFrame(frame)
  }, [opened, found.map(one => one.id).join(' ')])

  return (
    <Spotlight.Root
      store={store}
      shortcut={null}
      scrollable
      maxHeight={420}
      title={words.open}
      transitionProps={{ duration: 100, onExited: closed }}
      overlayProps={{ backgroundOpacity: 0.25, blur: 0 }}
      classNames={{ header: classes.header!, action: classes.action!, actionsGroup: classes.group! }}
    >
      <Spotlight.Search
        role="combobox"
        aria-label={words.label}
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(found.length > 0 && { 'aria-activedescendant': optionId(Math.max(0, selected)) })}
        placeholder={words.hint}
        leftSection={<SearchSign />}
        size="md"
      />
      <Spotlight.ActionsList>
        <div role="listbox" id={`${id}-list`} aria-label={words.open}>
          {grouped(found).map(({ group, list }) => (
            <Spotlight.ActionsGroup key={group} label={group} role="group" aria-label={group}>
              {list.map(({ command, n }) => (
                <Spotlight.Action
                  key={command.id}
                  // The library keeps `id` for itself.
                  ref={element => {
                    if (element) element.id = optionId(n)
                  }}
                  role="option"
                  aria-selected={n === Math.max(0, selected)}
                  label={command.title}
                  highlightQuery
                  {...(command.keys !== undefined && { rightSection: <Keys keys={command.keys} /> })}
                  onClick={() => {
                    noteUse(command.id)
                    chosen.current = command
                  }}
                />
              ))}
            </Spotlight.ActionsGroup>
          ))}
        </div>
        {found.length === 0 && <Spotlight.Empty>{words.nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <VisuallyHidden role="status">{words.found(found.length)}</VisuallyHidden>
    </Spotlight.Root>
  )
}

/** As the library does on typing, which is the only time it does. */
function selectFirst(list: string): void {
  const options = document.getElementById(list)?.querySelectorAll('[data-action]') ?? []
  for (const [n, option] of options.entries())
    if (n === 0) option.setAttribute('data-selected', 'true')
    else option.removeAttribute('data-selected')
  store.updateState(state => ({ ...state, selected: 0 }))
}

const Keys = ({ keys }: { keys: string }) => (
  <span className={classes.keys}>
    {keys.split('+').map(key => (
      <Kbd key={key} size="xs">
        {key}
      </Kbd>
    ))}
  </span>
)

/** What fits what is typed: the page's own commands, pages and processes, and the cases that the server finds. */
function useFound(query: string): AppCommand[] {
  const navigate = useNavigate()
  const [asked] = useDebouncedValue(query.trim(), 150)
  const processes = useQuery(queries.processes()).data
  const mayDraw = useQuery(queries.me()).data?.rights.includes('process.draft') === true
  const drafts = useQuery({ ...queries.drafts(), enabled: mayDraw }).data
  const cases = useQuery({
    queryKey: ['palette', asked],
    queryFn: () => api.cases({ q: asked, limit: 5 }),
    enabled: asked.length > 1,
    placeholderData: before => before,
  }).data

  return useMemo(() => {
    const recent = readRecent()
    const published = processes ?? []
    const begun = (drafts ?? []).filter(draft => !published.some(({ process }) => process === draft.process))
    const toProcess = [...published, ...begun].map(
      ({ process, name }): AppCommand => ({
        id: `process:${process}`,
        title: words.toProcess(name ?? process),
        group: words.group.processes,
        words: process,
        run: () => void navigate({ to: '/processes/$id', params: { id: process } }),
      }),
    )
    const known = [...commands.all(), ...toProcess]
    if (query.trim() === '') {
      const lately = recent.flatMap(id => known.find(one => one.id === id) ?? [])
      const rest = known.filter(one => !lately.includes(one))
      return [...lately.map(one => ({ ...one, group: words.group.recent })), ...rest]
    }
    const toCase = (cases?.items ?? []).map(({ id, data }): AppCommand => {
      const name = caseName(data)
      return {
        id: `case:${id}`,
        title: name === null ? words.toCase(id) : `${words.toCase(id)} · ${name}`,
        group: words.group.cases,
        run: () => void navigate({ to: '/cases/$id', params: { id } }),
      }
    })
    return [...rank(known, query, recent).slice(0, mostShown), ...(asked.length > 1 ? toCase : [])]
  }, [query, asked, processes, drafts, cases, navigate])
}

function grouped(found: AppCommand[]) {
  const groups = new Map<string, AppCommand[]>()
  for (const command of found) groups.set(command.group, [...(groups.get(command.group) ?? []), command])
  let n = 0
  return [...groups].map(([group, list]) => ({ group, list: list.map(command => ({ command, n: n++ })) }))
}
