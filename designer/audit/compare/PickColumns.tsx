import { Button, NativeSelect } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { Panel } from '../../ui/Panel.tsx'
import classes from './Compare.module.css'
import type { Columns } from './log/guess-columns.ts'
import type { Head } from './log/read-log.ts'
import { words } from './texts.ts'

const { conformance: said } = words
const kinds = ['case', 'event', 'time'] as const
const rowsShown = 5

type Props = {
  file: string
  head: Head
  guess: Columns
  choose(columns: Columns): void
  children: ReactNode
}

/** Which columns of a CSV file are the case, the event and the time, beside its first rows. */
export function PickColumns({ file, head: { columns, rows }, guess, choose, children }: Props) {
  const [picked, pick] = useState(guess)
  const shown = [...new Set([...kinds.map(kind => picked[kind]), ...columns])]
  return (
    <Panel title={said.columnsTitle}>
      <div className={classes.body}>
        <p className={classes.soft}>{said.columnsText(file)}</p>
        <div className={classes.asked}>
          {kinds.map(kind => (
            <NativeSelect
              key={kind}
              size="xs"
              label={said.columns[kind]}
              data={columns}
              value={picked[kind]}
              onChange={event => pick({ ...picked, [kind]: event.currentTarget.value })}
            />
          ))}
          <Button size="xs" onClick={() => choose(picked)}>
            {said.readOn}
          </Button>
          {children}
        </div>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.scroll} aria-label={said.sample} tabIndex={0}>
        <table className={classes.table}>
          <caption>{said.sample}</caption>
          <thead>
            <tr>
              {shown.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowsShown).map((row, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the file
              <tr key={n}>
                {shown.map(column => (
                  <td key={column}>{String(row[column] ?? '')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}
