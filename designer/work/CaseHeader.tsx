import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { caseName } from '../../engine/case-name.ts'
import type { CaseView } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Instant } from '../ui/Instant.tsx'
import { Assignee } from './Assignee.tsx'
import classes from './CasePage.module.css'
import { Priority } from './Priority.tsx'

/** What the case is called, whose it is, how urgent, and of which process. */
export function CaseHeader({ view, processName }: { view: CaseView; processName: string }) {
  const name = caseName(view.data)
  const mayAudit = useQuery(queries.me()).data?.rights.includes('audit.read') === true
  return (
    <header className={classes.header}>
      <nav aria-label={texts.case.breadcrumb} className={classes.crumbs}>
        <ol>
          <li>
            <Link to="/cases">{texts.shell.cases}</Link>
          </li>
          <li aria-current="page">{view.id}</li>
        </ol>
      </nav>
      <h1>
        <bdi>{name ?? view.id}</bdi>
        {view.status === 'closed' && <span className={classes.closed}>{texts.case.closed}</span>}
      </h1>
      <dl className={classes.facts}>
        <Assignee view={view} />
        <Priority view={view} />
        <div>
          <dt>{texts.list.process}</dt>
          <dd>{texts.case.version(processName, view.version)}</dd>
        </div>
        <div>
          <dt>{texts.case.opened}</dt>
          <dd>
            <Instant at={view.openedAt} />
          </dd>
        </div>
        <div>
          <dt>{texts.case.updated}</dt>
          <dd>
            <Instant at={view.updatedAt} />
          </dd>
        </div>
        {mayAudit && (
          <div>
            <dt className={classes.unseen}>{texts.case.audit.about}</dt>
            <dd>
              <Link to="/audit/cases/$id" params={{ id: view.id }} className={classes.audit}>
                {texts.case.audit.link}
              </Link>
            </dd>
          </div>
        )}
      </dl>
    </header>
  )
}
