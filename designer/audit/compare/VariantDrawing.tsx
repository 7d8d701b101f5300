import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CaseView, Version } from '../../answers.ts'
import { queries } from '../../queries.ts'
import { sentenceOf } from '../../ui/Message.tsx'
import { marksAt } from '../replay/marks-at.ts'
import { useCompared } from '../replay/use-compared.ts'
import { useHistory } from '../use-history.ts'
import classes from './Compare.module.css'
import type { Compared } from './compared.ts'
import { DrawingPanel } from './DrawingPanel.tsx'
import type { Count, Marked } from './marks-of.ts'
import { words } from './texts.ts'

const { variants: said } = words

type Props = { example: string; compared: Compared }

/** A variant on the drawing: as one of its cases went it, computed again by the engine. */
export function VariantDrawing({ example, compared }: Props) {
  const view = useQuery(queries.case(example))
  const { process = '', version = 0 } = view.data ?? {}
  const ran = useQuery({ ...queries.version(process, version), enabled: view.data !== undefined })
  if (view.data && ran.data)
    return <Way view={view.data} version={ran.data} isOther={version !== compared.drawn} />
  const error = view.error ?? ran.error
  const { definition, layout } = compared
  return (
    <DrawingPanel definition={definition} layout={layout} marked={nothing} around="">
      <span role={error ? 'alert' : 'status'}>{error ? sentenceOf(error) : said.loading}</span>
    </DrawingPanel>
  )
}

const nothing: Marked = { marks: {}, counts: new Map() }

function Way({ view, version, isOther }: { view: CaseView; version: Version; isOther: boolean }) {
  const [loaded] = useHistory(view.id, view.seq)
  const compared = useCompared(loaded, version)
  const visited = [...loaded.trail.firstVisits.keys()].join(' ')
  const marked = useMemo((): Marked => {
    const last = loaded.count - 1
    if (last < 0) return nothing
    const { states } = marksAt(loaded.trail, compared, last)
    const numbers = compared.taken.flat()
    const transitions: Marked['marks']['transitions'] = {}
    const counts = new Map<string, Count>()
    for (const [n, pointer] of compared.pointers.entries()) {
      const times = numbers.filter(number => number === n).length
      if (times === 0) continue
      const about = said.taken(times)
      transitions[pointer] = { tone: 'now', label: about }
      counts.set(pointer, { text: said.times(times), about, tone: 'way' })
    }
    return { marks: { states, transitions }, counts }
  }, [loaded, compared])
  return (
    <DrawingPanel
      definition={version.definition}
      layout={version.layout}
      marked={marked}
      around={loaded.state === 'loading' ? '' : visited}
      isClose
    >
      <p className={classes.plain}>
        {said.wentAs(view.id)} {isOther && said.onAnother(version.version)}
      </p>
    </DrawingPanel>
  )
}
