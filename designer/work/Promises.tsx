import { isObject, type Json } from '../../engine/json.ts'
import { texts } from '../texts.ts'
import { formatDay, formatExactly, formatValue, humanise } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import type { Sourced } from './CaseData.tsx'
import classes from './Promises.module.css'
import { SourceLine } from './SourceLine.tsx'
import { words } from './texts.ts'

type Promised = { [field: string]: Json }

const isPromise = (value: Json): value is Promised => isObject(value)

/** How a promise's state is to be taken; a state that is not here is on its way. */
const moods: Record<string, 'good' | 'bad' | 'over'> = {
  confirmed: 'good',
  kept: 'good',
  broken: 'bad',
  undelivered: 'bad',
  countered: 'bad',
  expired: 'bad',
  withdrawn: 'over',
}

/** What the customer was told. Nothing at all when the process knows no promises and none was made. */
export function Promises({ promises, sources }: { promises: Json; sources: Sourced }) {
  const made = (Array.isArray(promises) ? promises : []).flatMap((promise, place) =>
    isPromise(promise) ? [{ promise, place }] : [],
  )
  return (
    <Panel
      title={texts.promises.title}
      {...(made.length > 0 && { aside: texts.promises.count(made.length) })}
    >
      {made.length === 0 ? (
        <p className={classes.none}>{texts.promises.none}</p>
      ) : (
        <ul className={classes.promises}>
          {made.map(({ promise, place }) => (
            <PromiseItem
              key={String(promise.id ?? place)}
              promise={promise}
              place={place}
              sources={sources}
            />
          ))}
        </ul>
      )}
    </Panel>
  )
}

type ItemProps = { promise: Promised; place: number; sources: Sourced }

function PromiseItem({ promise, place, sources }: ItemProps) {
  const { id, offering, scope, state, dueOn } = promise
  const name = offering ?? scope ?? id
  const named = offering !== undefined ? 'offering' : scope !== undefined ? 'scope' : 'id'
  const made = sources.of(['promises', place, named])
  const set = sources.of(['promises', place, 'state'])
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>{formatValue(name)}</span>
        {typeof state === 'string' && (
          <span
            className={classes.state}
            data-mood={moods[state] ?? 'open'}
            {...(set && { title: `${set.text} · ${formatExactly(set.at)}` })}
          >
            {humanise(state)}
          </span>
        )}
      </div>
      {offering !== undefined && scope !== undefined && <p className={classes.scope}>{formatValue(scope)}</p>}
      <p className={classes.terms}>
        {id !== undefined && <span>{formatValue(id)}</span>}
        {typeof dueOn === 'string' && (
          <span>
            {texts.promises.due} <time dateTime={dueOn}>{formatDay(dueOn)}</time>
          </span>
        )}
        {termsOf(promise).map(([term, value]) => (
          <span key={term}>
            {humanise(term)} {formatValue(value)}
          </span>
        ))}
      </p>
      {sources.isShown && <SourceLine told={made} what={words.sources.made} />}
      {sources.isShown && typeof state === 'string' && set?.seq !== made?.seq && (
        <SourceLine told={set} what={humanise(state)} />
      )}
    </li>
  )
}

const termsOf = (promise: Promised): [string, Json][] =>
  ['quantity', 'price', 'quality'].flatMap(term => {
    const value = promise[term]
    return value === undefined || value === null ? [] : [[term, value] as [string, Json]]
  })
