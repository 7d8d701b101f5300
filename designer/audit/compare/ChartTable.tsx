import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import classes from './Compare.module.css'
import { words } from './texts.ts'

const rowsShown = 15

type Row = {
  key: string
  name: ReactNode
  /** of the longest, 0 to 1 */
  bar: number
  /** after the name; the first has the bar beneath it */
  cells: ReactNode[]
}

type Props = { caption: string; columns: string[]; rows: Row[] }

/** Numbers in a table, with a bar for those that rows are compared by. Scrolls sideways where it is narrow. */
export function ChartTable({ caption, columns, rows }: Props) {
  const [isWhole, setIsWhole] = useState(false)
  const isLong = rows.length > rowsShown + 3
  const shown = isLong && !isWhole ? rows.slice(0, rowsShown) : rows
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className={classes.scroll} aria-label={caption} tabIndex={0}>
        <table className={classes.table}>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, name, bar, cells }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {cells.map((cell, n) => (
                  <td key={columns[n + 1]}>
                    {cell}
                    {n === 0 && (
                      <span className={classes.bar} aria-hidden>
                        {bar > 0 && <span style={{ inlineSize: `${bar * 100}%` }} />}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {isLong && (
        <div className={classes.body}>
          <Button
            variant="default"
            size="compact-sm"
            aria-expanded={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? words.fewer : words.all(rows.length)}
          </Button>
        </div>
      )}
    </>
  )
}
