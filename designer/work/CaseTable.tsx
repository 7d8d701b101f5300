import { Link } from '@tanstack/react-router'
import { caseName } from '../../engine/case-name.ts'
import type { CaseSummary } from '../answers.ts'
import { texts } from '../texts.ts'
import { Department } from '../ui/Department.tsx'
import { Instant } from '../ui/Instant.tsx'
import classes from './CaseTable.module.css'
import { useTitles } from './use-titles.ts'

type Props = {
  items: CaseSummary[]
  processName: (id: string) => string
  personName: (id: string) => string
  withProcess: boolean
}

/** Cases to be scanned; a narrow screen keeps what tells one from another. */
export function CaseTable({ items, processName, personName, withProcess }: Props) {
  const titleOf = useTitles(items)
  const { columns } = texts.list
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption>{texts.list.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.case}</th>
            {withProcess && (
              <th scope="col" className={classes.wide}>
                {columns.process}
              </th>
            )}
            <th scope="col">{columns.stage}</th>
            <th scope="col" className={classes.wide}>
              {columns.state}
            </th>
            <th scope="col" className={classes.wide}>
              {columns.assignee}
            </th>
            <th scope="col" className={classes.updated}>
              {columns.updated}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => {
            const name = caseName(item.data)
            const states = item.activeStates.map(path => titleOf(item, path))
            return (
              <tr key={item.id} data-closed={item.status === 'closed' || undefined}>
                <th scope="row">
                  <Link to="/cases/$id" params={{ id: item.id }} className={classes.link}>
                    <bdi>{name ?? item.id}</bdi>
                  </Link>
                  {name !== null && <span className={classes.number}>{item.id}</span>}
                  <span className={classes.narrow}>
                    <States titles={states} />
                  </span>
                </th>
                {withProcess && <td className={classes.wide}>{processName(item.process)}</td>}
                <td>{item.stage === null ? texts.status[item.status] : <Department stage={item.stage} />}</td>
                <td className={classes.wide}>
                  <States titles={states} />
                  {item.status === 'closed' && !states.includes(texts.status.closed) && (
                    <span className={classes.closed}>{texts.status.closed}</span>
                  )}
                </td>
                <td className={classes.wide}>{item.assignee !== null && personName(item.assignee)}</td>
                <td className={classes.updated}>
                  <Instant at={item.updatedAt} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** A case in parallel states may have many; the first two tell enough to find it. */
function States({ titles }: { titles: string[] }) {
  if (titles.length <= 3) return titles.join(', ')
  return (
    <span title={titles.join(', ')}>
      {titles.slice(0, 2).join(', ')} {texts.list.others(titles.length - 2)}
    </span>
  )
}
