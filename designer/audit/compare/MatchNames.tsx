import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { Definition } from '../../../engine/definition.ts'
import { texts } from '../../texts.ts'
import { Panel } from '../../ui/Panel.tsx'
import classes from './Compare.module.css'
import type { Meaning } from './log/match-names.ts'
import { eventTitles } from './say.ts'
import { words } from './texts.ts'

const { match: said, run, runAgain } = words.conformance

type Props = {
  names: { name: string; count: number }[]
  definition: Definition
  meanings: ReadonlyMap<string, Meaning>
  mean(name: string, meaning: Meaning): void
  /** null: it runs */
  again: (() => void) | null
  isRun: boolean
}

/** What the names in a log mean in the process; first those that nobody has matched yet. */
export function MatchNames({ names, definition, meanings, mean, again, isRun }: Props) {
  const [isWhole, setIsWhole] = useState(false)
  // Those that were not matched at first stay in the list while somebody says what they mean.
  const [open] = useState(() => new Set(names.filter(({ name }) => isUnknown(name)).map(({ name }) => name)))
  const titleOf = eventTitles(definition)
  const types = Object.keys(definition.events ?? {})
  const unmatched = names.filter(({ name }) => isUnknown(name)).length
  const shown = isWhole ? names : names.filter(({ name }) => open.has(name) || isUnknown(name))

  function isUnknown(name: string): boolean {
    return meanings.get(name)?.kind === 'unknown'
  }

  return (
    <Panel title={said.title}>
      <div className={classes.body}>
        <p className={classes.soft}>
          {unmatched === 0 ? said.all(names.length) : said.some(names.length - unmatched, names.length)}
        </p>
        <div className={classes.asked}>
          {(open.size > 0 || isWhole || !isRun) && (
            <Button size="compact-sm" disabled={!again} onClick={() => again?.()}>
              {isRun ? runAgain : run}
            </Button>
          )}
          {names.length > shown.length || isWhole ? (
            <Button variant="default" size="compact-sm" onClick={() => setIsWhole(!isWhole)}>
              {isWhole ? said.onlyUnmatched : said.showAll}
            </Button>
          ) : null}
        </div>
      </div>
      {shown.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={`${classes.scroll} ${classes.names}`} aria-label={said.title} tabIndex={0}>
          <table className={classes.table}>
            <caption>{said.title}</caption>
            <thead>
              <tr>
                <th scope="col">{said.name}</th>
                <th scope="col">{said.count}</th>
                <th scope="col">{said.meaning}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ name, count }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{count.toLocaleString(texts.language)}</td>
                  <td>
                    <NativeSelect
                      size="xs"
                      aria-label={said.meaningOf(name)}
                      value={toValue(meanings.get(name))}
                      data={[
                        { value: 'unknown', label: said.unknown },
                        { value: 'left-out', label: said.leftOut },
                        ...types.map(type => ({ value: `event ${type}`, label: titleOf(type) })),
                      ]}
                      onChange={event => mean(name, toMeaning(event.currentTarget.value))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

const toValue = (meaning: Meaning | undefined): string =>
  meaning?.kind === 'event' ? `event ${meaning.type}` : (meaning?.kind ?? 'unknown')

const toMeaning = (value: string): Meaning =>
  value === 'unknown' || value === 'left-out'
    ? { kind: value }
    : { kind: 'event', type: value.slice('event '.length) }
