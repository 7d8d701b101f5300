import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { Variant } from '../../../engine/mining/variants.ts'
import { api } from '../../queries.ts'
import { formatSpan } from '../../ui/format.ts'
import { Failed } from '../../ui/Message.tsx'
import classes from './Compare.module.css'
import type { Compared } from './compared.ts'
import { LeftOut } from './LeftOut.tsx'
import { foldRepeats } from './repeats.ts'
import { eventTitles, percent } from './say.ts'
import { words } from './texts.ts'
import { VariantDrawing } from './VariantDrawing.tsx'
import { NothingYet, Waiting } from './Waiting.tsx'

const { variants: said } = words
const firstShown = 20
const shownMore = 50

/** The ways that cases went, the most frequent first; one of them on the drawing. */
export function VariantsPart({ compared }: { compared: Compared }) {
  const { process, version, definition } = compared
  const found = useQuery({
    queryKey: ['compare', 'variants', process, version],
    queryFn: () => api.variants({ process, ...(version !== null && { version }) }),
  })
  const titleOf = useMemo(() => eventTitles(definition), [definition])
  const [chosen, choose] = useState(0)
  const [shown, setShown] = useState(firstShown)
  if (found.error) return <Failed error={found.error} retry={() => found.refetch()} />
  if (!found.data) return <Waiting />
  const { cases, variants, others, bounded, unreadable } = found.data
  if (cases === 0) return <NothingYet name={definition.name} />
  const most = variants[0]?.count ?? 1
  const one = variants[chosen] ?? variants[0]!
  return (
    <>
      <p className={classes.soft}>{said.title(variants.length, cases)}</p>
      <LeftOut {...{ cases, bounded, unreadable }} />
      {others > 0 && <p className={classes.notice}>{said.others(others)}</p>}
      <div className={classes.sides}>
        <ol className={classes.variants}>
          {variants.slice(0, shown).map((variant, n) => (
            <VariantItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a variant is its place in this answer
              key={n}
              variant={variant}
              most={most}
              titleOf={titleOf}
              isShown={variant === one}
              show={() => choose(n)}
            />
          ))}
          {variants.length > shown && (
            <li>
              <Button variant="default" size="compact-md" onClick={() => setShown(shown + shownMore)}>
                {said.more(Math.min(shownMore, variants.length - shown))}
              </Button>
            </li>
          )}
        </ol>
        <div className={classes.beside}>
          {one.examples[0] !== undefined && (
            <VariantDrawing key={one.examples[0]} example={one.examples[0]} compared={compared} />
          )}
        </div>
      </div>
    </>
  )
}

type ItemProps = {
  variant: Variant
  most: number
  titleOf(type: string): string
  isShown: boolean
  show(): void
}

function VariantItem({ variant, most, titleOf, isShown, show }: ItemProps) {
  const { count, share, durations, examples } = variant
  return (
    <li className={classes.variant} data-shown={isShown || undefined}>
      <div className={classes.variantHead}>
        <strong>{said.share(count, percent(share))}</strong>
        <span className={classes.bar} aria-hidden>
          <span style={{ inlineSize: `${(count / most) * 100}%` }} />
        </span>
        <Button
          variant={isShown ? 'light' : 'default'}
          size="compact-sm"
          aria-pressed={isShown}
          onClick={show}
        >
          {isShown ? said.shown : said.show}
        </Button>
      </div>
      <Path variant={variant} titleOf={titleOf} />
      <dl className={classes.durations}>
        {(['median', 'p90', 'shortest', 'longest'] as const).map(kind => (
          <div key={kind}>
            <dt>{said.durations[kind]}</dt>
            <dd>{durations[kind] === null ? words.dash : formatSpan(durations[kind])}</dd>
          </div>
        ))}
        <div>
          <dt>{said.examples}</dt>
          <dd className={classes.examples}>
            {examples.map(id => (
              <Link key={id} to="/audit/cases/$id" params={{ id }}>
                {id}
              </Link>
            ))}
          </dd>
        </div>
      </dl>
    </li>
  )
}

const stepsShown = 8

function Path({ variant: { types, more }, titleOf }: Pick<ItemProps, 'variant' | 'titleOf'>) {
  const [isWhole, setIsWhole] = useState(false)
  const steps = useMemo(() => foldRepeats(types), [types])
  if (steps.length === 0) return <p className={classes.soft}>{said.noEvents}</p>
  const isLong = steps.length > stepsShown + 1
  const shown = isLong && !isWhole ? steps.slice(0, stepsShown) : steps
  return (
    <div>
      <ol className={classes.path} aria-label={said.path}>
        {shown.map(({ thing, times }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same event comes again; a step is its place
          <li key={n}>
            <span dir="auto">{titleOf(thing)}</span>
            {times > 1 && (
              <span className={classes.times} role="img" aria-label={said.spokenTimes(times)}>
                {said.times(times)}
              </span>
            )}
          </li>
        ))}
        {more > 0 && shown.length === steps.length && <li>{said.beyond(more)}</li>}
      </ol>
      {isLong && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? words.fewer : said.further(steps.length - stepsShown)}
        </Button>
      )}
    </div>
  )
}
