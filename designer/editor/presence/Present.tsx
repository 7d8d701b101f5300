import { Button, Popover } from '@mantine/core'
import type { Present as Person } from '../../answers.ts'
import { indexStates } from '../../indexed.ts'
import { formatTime } from '../../ui/format.ts'
import type { Draft } from '../draft.ts'
import type { Editor } from '../editor.ts'
import classes from './Present.module.css'
import { words } from './texts.ts'

/** Who else has this draft open, since when, and what they have selected. Each leads there. */
export function Present({ people, editor }: { people: Person[]; editor: Editor }) {
  const first = people[0]
  return (
    <span role="status" aria-label={words.label}>
      {first && (
        <Popover position="bottom-end" width={300} trapFocus returnFocus>
          <Popover.Target>
            <Button variant="default" size="compact-sm" leftSection={<Initial name={first.name} />}>
              {words.here(first.name, people.length - 1)}
            </Button>
          </Popover.Target>
          <Popover.Dropdown p={8}>
            <ul className={classes.people} aria-label={words.label}>
              {people.map(({ tab, name, since, selected }) => (
                <li key={tab}>
                  <button
                    type="button"
                    disabled={selected.length === 0}
                    onClick={() => editor.reveal(selected[0]!)}
                  >
                    <Initial name={name} />
                    <span>
                      <strong>{name}</strong> {words.since(formatTime(since))}
                      <small>{whereabouts(selected, editor.get().draft)}</small>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </span>
  )
}

const Initial = ({ name }: { name: string }) => (
  <span className={classes.initial} aria-hidden>
    {[...name.trim()][0]?.toUpperCase() ?? '?'}
  </span>
)

function whereabouts([one, ...more]: string[], { definition }: Draft): string {
  if (one === undefined) return words.nothing
  const title = one.startsWith('/')
    ? words.transition
    : (indexStates(definition).byPath.get(one)?.definition.title ?? one)
  return [words.at(title), ...(more.length > 0 ? [words.more(more.length)] : [])].join(' ')
}
