import { useQuery } from '@tanstack/react-query'
import type { CaseView, StageTimes } from '../answers.ts'
import { queries } from '../queries.ts'
import { Department } from '../ui/Department.tsx'
import { Due } from '../ui/Due.tsx'
import { formatExactly, formatSpan } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useNow } from '../ui/use-now.ts'
import classes from './Clocks.module.css'
import type { Places } from './places.ts'
import { words as all } from './texts.ts'

const words = all.clocks

/** Since when the case is where it is, until when it should have gone on, and how long each department has had it. */
export function Clocks({ view, places }: { view: CaseView; places: Places }) {
  const now = useNow()
  const times = useQuery(queries.times(view.id, view.seq)).data
  const age = spanOf(view.openedAt, view.status === 'open' ? now : Date.parse(view.updatedAt))
  const running = view.status === 'open' ? runningClocks(view, places) : []
  return (
    <Panel title={words.title} aside={words.age(age)}>
      {running.length > 0 && (
        <ul className={classes.now} aria-label={words.now}>
          {running.map(({ path, title, since, due }) => (
            <li key={path}>
              <strong>{title}</strong>
              <p>
                <time dateTime={since} title={formatExactly(since)}>
                  {words.since(spanOf(since, now))}
                </time>
                {due === null ? <span>{words.open}</span> : <Due at={due} />}
              </p>
            </li>
          ))}
        </ul>
      )}
      {times !== undefined && times.items.length > 0 && (
        <ul className={classes.stages} aria-label={words.departments}>
          {times.items.map(item => (
            <StageTime key={item.stage} item={item} at={times.at} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

/** `at`: when the time was taken; what has passed since is added. */
function StageTime({ item, at }: { item: StageTimes['items'][number]; at: string }) {
  const now = useNow()
  const { stage, totalMs, visits, openSince } = item
  const isThere = openSince !== null
  return (
    <li data-open={isThere || undefined}>
      <span>{stage === null ? words.nowhere : <Department stage={stage} />}</span>
      <span>
        {formatSpan(isThere ? totalMs + Math.max(0, now - Date.parse(at)) : totalMs)}
        {visits > 1 && words.visits(visits)}
        {isThere && words.there}
      </span>
    </li>
  )
}

/** The active states, and those around them that have a date of their own; the innermost first. */
function runningClocks({ clocks, activeStates }: CaseView, places: Places) {
  return Object.entries(clocks)
    .filter(([path, { due }]) => activeStates.includes(path) || due !== null)
    .sort(([a], [b]) => depth(b) - depth(a))
    .map(([path, clock]) => ({
      path,
      title: path === '' ? words.whole : places.titleOf(path),
      ...clock,
    }))
}

const depth = (path: string) => (path === '' ? 0 : path.split('.').length)
const spanOf = (since: string, until: number) => formatSpan(Math.max(0, until - Date.parse(since)))
