import { Button, Checkbox, NativeSelect, Select } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { Registers } from '../../engine/case.ts'
import { caseName } from '../../engine/case-name.ts'
import type { Process } from '../../engine/compile.ts'
import { isObject, type JsonObject, type JsonSchema } from '../../engine/json.ts'
import { overlay } from '../../engine/trial.ts'
import { api } from '../queries.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { startSchema } from '../work/start/start-schema.ts'
import { DataForm } from './DataForm.tsx'
import { RegisterTexts } from './RegisterTexts.tsx'
import { placesReached } from './reached.ts'
import { asItIsNow } from './real-case.ts'
import { merged, type RegisterChanges } from './registers.ts'
import classes from './Simulate.module.css'
import type { Runs, Saved } from './SimulateView.tsx'
import type { Trying } from './Try.tsx'
import { words } from './texts.ts'

type Props = {
  id: string
  process: Process
  trying: Trying
  saved: Saved
  runs: Runs
  registers: Registers
}
type Source = 'data' | 'case' | 'state'

/** How a simulation begins: with data, as a real case is now, or where a scenario has been. */
export function Begin(props: Props) {
  const [source, setSource] = useState<Source>('data')
  return (
    <section>
      <p className={classes.about}>{words.about}</p>
      <NativeSelect
        my="sm"
        label={words.beginWith}
        value={source}
        data={[
          { value: 'data', label: words.withData },
          { value: 'state', label: words.withState },
          { value: 'case', label: words.withCase },
        ]}
        onChange={event => setSource(event.currentTarget.value as Source)}
      />
      {source === 'data' && <WithData {...props} />}
      {source === 'case' && <WithCase {...props} />}
      {source === 'state' && <WithState {...props} />}
    </section>
  )
}

function WithData({ process: { definition }, trying, registers }: Props) {
  const [everyField, setEveryField] = useState(false)
  const [changes, setChanges] = useState<RegisterChanges>({})
  const schema = definition.data
  const start = (data: JsonObject) =>
    trying.begin({
      ...{ kind: 'data', at: new Date().toISOString(), as: trying.who, data },
      ...(Object.keys(changes).length > 0 && { registers: changes }),
    })
  return (
    <>
      <h2>{words.data}</h2>
      {hasOptional(schema) && (
        <Checkbox
          label={words.everyField}
          checked={everyField}
          onChange={event => setEveryField(event.currentTarget.checked)}
          mb="sm"
        />
      )}
      <DataForm
        key={String(everyField)}
        title={words.begin}
        schema={everyField ? (schema ?? null) : schema ? startSchema(schema) : null}
        onDone={start}
      />
      <RegisterTexts
        registers={overlay(registers, changes)}
        onChange={change => setChanges(merged(changes, change))}
      />
    </>
  )
}

function WithCase({ id, process, trying }: Props) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [text, setText] = useState('')
  const cases = useQuery({
    queryKey: ['cases to simulate', id, text],
    queryFn: () => api.cases({ process: id, status: 'open', limit: 20, sort: '-updated', q: text }),
    placeholderData: before => before,
  })
  const begin = useMutation({
    mutationFn: (id: string) => asItIsNow(api, process, id, new Date().toISOString()),
    onSuccess: beginning => {
      if (typeof beginning !== 'string') trying.begin(beginning)
    },
  })
  const items = cases.data?.items ?? []
  if (cases.data && items.length === 0 && text === '') return <p>{words.noCases}</p>
  return (
    <>
      <Select
        label={words.chooseCase}
        description={words.caseHint}
        searchable
        searchValue={text}
        onSearchChange={setText}
        // The server has searched already.
        filter={({ options }) => options}
        value={chosen}
        data={items.map(item => ({
          value: item.id,
          label: `${caseName(item.data) ?? item.id} · ${item.activeStates.join(', ')}`,
        }))}
        onChange={setChosen}
      />
      {typeof begin.data === 'string' && <p role="alert">{begin.data}</p>}
      {begin.error && <p role="alert">{sentenceOf(begin.error)}</p>}
      <Button
        mt="sm"
        disabled={chosen === null}
        loading={begin.isPending}
        onClick={() => chosen !== null && begin.mutate(chosen)}
      >
        {words.goOn}
      </Button>
    </>
  )
}

function WithState({ process, trying, saved, runs }: Props) {
  const { file } = saved.loaded
  const [chosen, setChosen] = useState<string | null>(null)
  const isRun = file.scenarios.every(({ scenario }) => runs.results.has(scenario))
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is first asked for
  useEffect(() => {
    if (!isRun) void runs.runAll()
  }, [])
  const places = useMemo(() => placesReached(process, file, runs.results), [process, file, runs.results])
  if (isRun && places.length === 0) return <p>{words.noStates}</p>
  const place = places.find(({ path }) => path === chosen)
  return (
    <>
      <Select
        label={words.chooseState}
        description={words.stateHint}
        searchable
        value={chosen}
        data={places.map(({ path, title }) => ({ value: path, label: title }))}
        onChange={setChosen}
      />
      <Button mt="sm" disabled={!place} onClick={() => place && trying.open(place.scenario, place.step)}>
        {words.goOn}
      </Button>
    </>
  )
}

const hasOptional = (schema: JsonSchema | undefined): boolean =>
  isObject(schema?.properties) &&
  Object.keys(schema.properties).length > Object.keys(startSchema(schema).properties ?? {}).length
