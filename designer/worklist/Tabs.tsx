import type { WorkCounts } from '../answers.ts'
import { formatValue } from '../ui/format.ts'
import { ToWork } from './ToWork.tsx'
import { words } from './texts.ts'
import classes from './WorkPage.module.css'
import { readWorkSearch, type View, viewOf, views, type WorkSearch } from './work-search.ts'

/** Which of the cases, each with how many there are that fit the filters. The filters go along. */
export function Tabs({ search, counts }: { search: WorkSearch; counts: WorkCounts | undefined }) {
  const now = viewOf(search)
  const countOf = (view: View) => (view === 'done' ? undefined : counts?.[view])
  return (
    <nav aria-label={words.viewsLabel} className={classes.tabs}>
      {views.map(view => (
        <ToWork
          key={view}
          search={readWorkSearch({ ...search, view })}
          isHere={view === now}
          className={classes.tab}
        >
          {words.views[view]} {countOf(view) !== undefined && <span>{formatValue(countOf(view))}</span>}
        </ToWork>
      ))}
    </nav>
  )
}
