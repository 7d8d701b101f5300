import { Button, Checkbox, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Actor, type Registers, registerNames } from '../../engine/case.ts'
import { compile, InvalidDefinitionError, type Process } from '../../engine/compile.ts'
import type { Definition } from '../../engine/definition.ts'
import { isObject, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import type { Register } from '../api.ts'
import { Diagram } from '../diagram/Diagram.tsx'
import type { Draft } from '../editor/draft.ts'
import { api } from '../queries.ts'
import { formatExactly } from '../ui/format.ts'
import { Failed } from '../ui/Message.tsx'
import { Blocked } from '../work/Blocked.tsx'
import { CaseData } from '../work/CaseData.tsx'
import { labelsOf } from '../work/labels.ts'
import { DataForm } from './DataForm.tsx'
import { Log } from './Log.tsx'
import classes from './Simulate.module.css'
import { backTo, begin, eventsFor, marksOf, now, type Simulation, send, skipTo } from './simulation.ts'
import { words } from './texts.ts'

const everyRole = ['owner', 'staff', 'strategy', 'marketing', 'sales', 'operations']

/** The Simulate tab: the draft as it is drawn now, run in the browser. */
export function SimulateView({ draft }: { draft: Draft }) {
  const registers = useQuery({ queryKey: ['registers'], queryFn: api.registers })
  const process = useMemo(() => tryCompile(draft.definition), [draft.definition])
  if (registers.error) return <Failed error={registers.error} retry={() => registers.refetch()} />
  if (!registers.data) return null
  if (!process)
    return (
      <p className={classes.cannot} role="alert">
        {words.cannotRun}
      </p>
    )
  // A process that has changed is tried from the beginning.
  return (
    <Running
      key={JSON.stringify(draft.definition)}
      {...{ process, draft }}
      registers={inForce(registers.data)}
    />
  )
}

function tryCompile(definition: Definition): Process | null {
  try {
    return compile(definition, 1)
  } catch (error) {
    if (error instanceof InvalidDefinitionError) return null
    throw error
  }
}

const inForce = (saved: Register[]): Registers =>
  Object.fromEntries(
    saved
      .filter(({ name }) => registerNames.includes(name))
      .map(({ name, version, content }) => [name, { version, content }]),
  )

function Running({ process, draft, registers }: { process: Process; draft: Draft; registers: Registers }) {
  const { definition, layout } = draft
  const [simulation, setSimulation] = useState<Simulation | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [roles, setRoles] = useState(everyRole)
  const [chosen, setChosen] = useState<string | null>(null)
  const [everyField, setEveryField] = useState(false)
  const labelOf = useMemo(() => labelsOf(definition.data), [definition])
  const marks = useMemo(() => (simulation ? marksOf(simulation) : {}), [simulation])
  const actor: Actor = { id: 'you', kind: 'person', name: 'You', roles }
  const events = simulation ? eventsFor(simulation, actor) : []
  const moment = simulation && now(simulation)

  function start(data: JsonObject): void {
    const outcome = begin(process, registers, data, actor, new Date().toISOString())
    if ('moments' in outcome) setSimulation(outcome)
    setRefused('moments' in outcome ? null : outcome.message)
  }

  function go(next: Simulation): void {
    const { outcome } = now(next)
    setRefused(outcome.kind === 'refusal' ? outcome.message : null)
    setSimulation(next)
    setChosen(null)
  }

  return (
    <div className={classes.simulate}>
      <div className={classes.picture}>
        <Diagram definition={definition} layout={layout} marks={marks} />
      </div>
      <aside className={classes.side} aria-label={words.title}>
        <p className={classes.about}>{words.about}</p>
        <TagsInput
          label={words.roles}
          description={words.rolesHint}
          value={roles}
          data={everyRole}
          onChange={setRoles}
        />
        <p role="alert" className={classes.refused}>
          {refused}
        </p>
        {simulation && moment ? (
          <>
            <Button variant="default" onClick={() => setSimulation(null)}>
              {words.again}
            </Button>
            <section>
              <h2>{words.can}</h2>
              {moment.snapshot.status === 'closed' && <p>{words.closed}</p>}
              {moment.snapshot.status === 'open' && !events.some(event => event.enabled) && (
                <p>{words.nothing}</p>
              )}
              {events
                .filter(event => event.enabled)
                .map(event => (
                  <div key={event.type}>
                    <Button
                      variant="default"
                      fullWidth
                      justify="start"
                      aria-expanded={chosen === event.type}
                      onClick={() => setChosen(chosen === event.type ? null : event.type)}
                    >
                      {event.title}
                    </Button>
                    {chosen === event.type && (
                      <DataForm
                        title={event.title}
                        schema={event.schema}
                        onDone={data => go(send(simulation, event.type, data, actor))}
                        onCancel={() => setChosen(null)}
                      />
                    )}
                  </div>
                ))}
              {events.some(event => !event.enabled) && (
                <Blocked events={events.filter(event => !event.enabled)} roles={roles} labelOf={labelOf} />
              )}
            </section>
            {moment.timers.length > 0 && (
              <section>
                <h2>{words.timers}</h2>
                {moment.timers.map(timer => (
                  <Button
                    key={timer.id}
                    variant="default"
                    fullWidth
                    justify="start"
                    title={timer.id}
                    onClick={() => go(skipTo(simulation, timer))}
                  >
                    {words.skip(formatExactly(timer.dueAt))}
                  </Button>
                ))}
              </section>
            )}
            <Log simulation={simulation} onBack={n => go(backTo(simulation, n))} />
            <CaseData data={moment.snapshot.data} schema={definition.data} />
          </>
        ) : (
          <section>
            <h2>{words.data}</h2>
            <Checkbox
              label={words.everyField}
              checked={everyField}
              onChange={event => setEveryField(event.currentTarget.checked)}
              mb="sm"
            />
            <DataForm
              key={String(everyField)}
              title={words.begin}
              schema={everyField ? (definition.data ?? null) : needed(definition.data)}
              onDone={start}
            />
          </section>
        )}
      </aside>
    </div>
  )
}

/** What a case has to begin with. The rest comes with its events, and would be a form as long as the whole process. */
function needed(schema: JsonSchema | undefined): JsonSchema | null {
  if (!schema || !isObject(schema.properties)) return schema ?? null
  const required = Array.isArray(schema.required) ? schema.required : []
  const properties = Object.entries(schema.properties).filter(([name]) => required.includes(name))
  return { ...schema, properties: Object.fromEntries(properties) }
}
