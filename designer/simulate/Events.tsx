import { Button } from '@mantine/core'
import { useState } from 'react'
import { Blocked } from '../work/Blocked.tsx'
import type { LabelOf } from '../work/labels.ts'
import { DataForm } from './DataForm.tsx'
import type { Move } from './simulation.ts'
import type { Trying } from './Try.tsx'
import { words } from './texts.ts'

type Props = { trying: Trying; now: Move; roles: string[]; labelOf: LabelOf }

/** What whoever acts can send now, through the forms that staff will see; and what not, and why. */
export function Events({ trying, now, roles, labelOf }: Props) {
  const { events, send } = trying
  const [chosen, setChosen] = useState<string | null>(null)
  const possible = events.filter(({ enabled }) => enabled)
  const blocked = events.filter(({ enabled }) => !enabled)
  const isClosed = now.trial.snapshot.status === 'closed'
  return (
    <section>
      <h2>{words.can}</h2>
      {isClosed && <p>{words.closed}</p>}
      {!isClosed && possible.length === 0 && <p>{words.nothing}</p>}
      {possible.map(({ type, title, schema }) => (
        <div key={type}>
          <Button
            variant="default"
            fullWidth
            justify="start"
            mb={6}
            aria-expanded={chosen === type}
            onClick={() => setChosen(chosen === type ? null : type)}
          >
            {title}
          </Button>
          {chosen === type && (
            <DataForm
              {...{ title, schema }}
              data={now.trial.snapshot.data}
              onDone={data => {
                setChosen(null)
                send(type, data)
              }}
              onCancel={() => setChosen(null)}
            />
          )}
        </div>
      ))}
      {blocked.length > 0 && <Blocked {...{ roles, labelOf }} events={blocked} />}
    </section>
  )
}
