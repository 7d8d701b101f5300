import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { formatValue } from '../../ui/format.ts'
import { Failed, Message } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import classes from './Compare.module.css'
import type { Compared } from './compared.ts'
import { LeftOut } from './LeftOut.tsx'
import { type PromiseSort, promiseFieldsOf, promisesIn, sortPromises, sumPromises } from './promise-order.ts'
import { percent } from './say.ts'
import { words } from './texts.ts'
import { NothingYet, Waiting } from './Waiting.tsx'

const { promises: said } = words
const outcomes = ['kept', 'broken', 'open', 'withdrawn'] as const
const sorts = Object.entries(said.sorts).map(([value, label]) => ({ value, label }))
const number = (count: number) => count.toLocaleString(texts.language)

type Props = { compared: Compared; by: string | undefined; choose(by: string): void }

/** Promises kept and broken, by what they or their cases have in common. */
export function PromisesPart({ compared, by, choose }: Props) {
  const { process, version, definition } = compared
  const fields = promiseFieldsOf(definition, Object.keys(said.fields))
  const field = fields.find(name => name === by) ?? fields[0]
  const [sort, setSort] = useState<PromiseSort>('broken')
  const found = useQuery({
    queryKey: ['compare', 'promises', process, version, field],
    queryFn: () => api.promises({ process, by: field!, ...(version !== null && { version }) }),
    enabled: field !== undefined,
    placeholderData: before => before,
  })
  if (field === undefined)
    return (
      <Message title={said.noFields.title}>
        <p>{said.noFields.text}</p>
      </Message>
    )
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Waiting />
  const { cases, items, bounded, unreadable } = found.data
  if (cases === 0) return <NothingYet name={definition.name} />
  if (items.length === 0)
    return (
      <Message title={said.none.title}>
        <p>{said.none.text}</p>
      </Message>
    )
  const most = Math.max(...items.map(promisesIn))
  const all = sumPromises(items)
  return (
    <>
      <div className={classes.asked}>
        <NativeSelect
          size="xs"
          label={said.by}
          data={fields.map(value => ({ value, label: said.fields[value]! }))}
          value={field}
          onChange={event => choose(event.currentTarget.value)}
        />
        <NativeSelect
          size="xs"
          label={said.sort}
          data={sorts}
          value={sort}
          onChange={event => setSort(event.currentTarget.value as PromiseSort)}
        />
      </div>
      <p className={classes.soft}>{said.rule}</p>
      <LeftOut {...{ cases, bounded, unreadable }} />
      <Panel
        title={`${words.parts.promises}: ${said.fields[field]}`}
        aside={all.share === null ? said.notDecided : `${said.share}: ${percent(all.share)}`}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
        <section className={classes.scroll} aria-label={words.parts.promises} tabIndex={0}>
          <table className={classes.table}>
            <caption>{`${words.parts.promises}: ${said.fields[field]}`}</caption>
            <thead>
              <tr>
                <th scope="col">{said.fields[field]}</th>
                <th scope="col">{said.spread}</th>
                {outcomes.map(outcome => (
                  <th key={outcome} scope="col">
                    <span className={classes.key} data-outcome={outcome} aria-hidden />
                    {said[outcome]}
                  </th>
                ))}
                <th scope="col">{said.share}</th>
                <th scope="col">{said.cases}</th>
              </tr>
            </thead>
            <tbody>
              {sortPromises(items, sort).map(group => (
                <tr key={group.value ?? ''}>
                  <th scope="row">{group.value === null ? <i>{said.empty}</i> : formatValue(group.value)}</th>
                  <td className={classes.stackCell}>
                    <span
                      className={classes.stack}
                      style={{ inlineSize: `${(promisesIn(group) / most) * 100}%` }}
                      role="img"
                      aria-label={outcomes
                        .map(outcome => `${said[outcome]} ${number(group[outcome])}`)
                        .join(', ')}
                    >
                      {outcomes.map(
                        outcome =>
                          group[outcome] > 0 && (
                            <span key={outcome} data-outcome={outcome} style={{ flexGrow: group[outcome] }} />
                          ),
                      )}
                    </span>
                  </td>
                  {outcomes.map(outcome => (
                    <td key={outcome}>{number(group[outcome])}</td>
                  ))}
                  <td>{group.share === null ? words.dash : percent(group.share)}</td>
                  <td>{number(group.cases)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{said.total}</th>
                <td />
                {outcomes.map(outcome => (
                  <td key={outcome}>{number(all[outcome])}</td>
                ))}
                <td>{all.share === null ? words.dash : percent(all.share)}</td>
                <td />
              </tr>
            </tfoot>
          </table>
        </section>
      </Panel>
      {all.broken > 0 && (
        <p className={classes.plain}>
          <Link to="/audit" search={{ by: 'cases', process, promise: 'broken' }}>
            {said.find}
          </Link>
        </p>
      )}
    </>
  )
}
