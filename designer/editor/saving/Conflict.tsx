import { Button, CopyButton, SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Choose, Side } from '../../../engine/merge.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Changes } from '../../versions/Changes.tsx'
import { Compared } from '../../versions/Compared.tsx'
import type { Draft } from '../draft.ts'
import { Choice } from './Choice.tsx'
import { meet, type Sides } from './meet.ts'
import classes from './Saving.module.css'
import { words } from './texts.ts'

type Props = {
  sides: Sides
  /** what people call whoever has the other side */
  who: string
  decide(choose: Choose): void
  onClose(): void
}

/** Both changed the same thing: what each did, and a choice for every such thing. The rest goes together by itself. */
export function Conflict({ sides, who, decide, onClose }: Props) {
  const [chosen, setChosen] = useState<Record<string, Side>>({})
  const { clashes, places, renamed } = useMemo(() => meet(sides), [sides])
  const left = clashes.filter(({ at }) => !chosen[at]).length
  const all = (side: Side) => setChosen(Object.fromEntries(clashes.map(({ at }) => [at, side])))
  return (
    <Dialog
      onClose={onClose}
      size="72rem"
      title={words.conflict.title}
      closeButtonProps={{ 'aria-label': words.conflict.later }}
    >
      <p>{words.conflict.text(who, clashes.length)}</p>
      {places.length > 0 && <p>{words.conflict.bothMoved(places.length)}</p>}
      {renamed.length > 0 && <p>{words.conflict.renamed(renamed.length)}</p>}
      <form
        onSubmit={event => {
          event.preventDefault()
          if (left === 0) decide(at => chosen[at])
        }}
      >
        <ul className={classes.clashes} aria-label={words.conflict.list}>
          {clashes.map(clash => (
            <li key={clash.at}>
              <Choice
                clash={clash}
                who={who}
                sides={sides}
                chosen={chosen[clash.at]}
                choose={side => setChosen(before => ({ ...before, [clash.at]: side }))}
              />
            </li>
          ))}
        </ul>
        {clashes.length > 1 && (
          <div className={classes.row}>
            <Button variant="default" size="compact-sm" onClick={() => all('mine')}>
              {words.conflict.allMine}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => all('theirs')}>
              {words.conflict.allTheirs}
            </Button>
          </div>
        )}
        <BothSides sides={sides} who={who} />
        <div className={classes.foot}>
          <Copy draft={sides.mine} label={words.conflict.copyMine} />
          <Copy draft={sides.theirs} label={words.conflict.copyTheirs} />
          <span className={classes.gap} role="status">
            {left > 0 && words.conflict.left(left)}
          </span>
          <Button variant="default" onClick={onClose}>
            {words.conflict.later}
          </Button>
          <Button type="submit" disabled={left > 0}>
            {words.conflict.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** All that each side did since both began, in words and on the drawing. */
function BothSides({ sides: { base, mine, theirs }, who }: { sides: Sides; who: string }) {
  const [drawn, setDrawn] = useState<Side>('theirs')
  return (
    <details className={classes.both}>
      <summary>{words.conflict.sides}</summary>
      <div className={classes.columns}>
        <section>
          <h3>{words.conflict.byMine}</h3>
          <Changes before={base.definition} after={mine.definition} open={false} />
        </section>
        <section>
          <h3>{words.conflict.byTheirs(who)}</h3>
          <Changes before={base.definition} after={theirs.definition} open={false} />
        </section>
      </div>
      <SegmentedControl
        size="xs"
        aria-label={words.conflict.show}
        value={drawn}
        onChange={value => setDrawn(value as Side)}
        data={[
          { value: 'mine', label: words.conflict.byMine },
          { value: 'theirs', label: words.conflict.byTheirs(who) },
        ]}
      />
      <div className={classes.picture}>
        <Compared key={drawn} before={base} after={drawn === 'mine' ? mine : theirs} />
      </div>
    </details>
  )
}

/** As JSON, so that nothing is lost with the side that is not taken. */
export function Copy({ draft, label }: { draft: Draft | { definition: unknown }; label: string }) {
  return (
    <CopyButton value={JSON.stringify(draft.definition, null, 2)} timeout={3_000}>
      {({ copied, copy }) => (
        <Button variant="subtle" size="compact-sm" onClick={copy}>
          {copied ? words.conflict.copied : label}
        </Button>
      )}
    </CopyButton>
  )
}
